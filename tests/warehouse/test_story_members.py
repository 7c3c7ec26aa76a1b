"""What is remembered of live stories: written with the run, read back as it was, let go when stories end."""

from dataclasses import replace
from datetime import timedelta

import duckdb

from tasks.records.stories import LIVE_DAYS, MOST_MEMBERS, ToldStories
from tasks.story_terms import members_of
from warehouse.load import load_run
from warehouse.publish import open_published, publish
from warehouse.stories import kept_stories, live_members

STORIES = "SELECT story_id, headline, articles, outlets, headline_of FROM stories ORDER BY 1"
MEMBERS = "SELECT article_id FROM story_members ORDER BY 1"


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    return con.execute(sql).fetchall()


def told_batch(make, run_id, articles, **headlines):
    """Articles with the stories that they name, as a run tells them."""
    members = members_of([article for article in articles if article.duplicate_of is None])
    of = {article.article_id: article.story_id for article in articles}
    members = replace(members, story_ids=tuple(of[one] for one in members.article_ids))
    return make.batch(run_id, articles=articles, told=ToldStories(members, tuple(headlines.items())))


def three(make):
    return (
        make.article("a1", story_id="a1", title="First", language="en-GB"),
        make.article("a2", "f2", story_id="a1", title="Most like all"),
        make.article("a3", "f3", story_id="a1", title="Last", language=None, text="東京で地震"),
    )


def test_members_read_back_as_they_were(con, make) -> None:
    assert len(live_members(con)) == 0
    load_run(con, told_batch(make, "r1", three(make), a1="a2"))
    found, made = live_members(con), members_of(three(make))
    assert found.article_ids == made.article_ids
    assert found.story_ids == ("a1", "a1", "a1")
    assert found.languages == ("en", "en", "")
    for name in ("days", "came", "offsets", "terms", "counts"):
        assert getattr(found, name).tolist() == getattr(made, name).tolist(), name
        assert getattr(found, name).dtype == getattr(made, name).dtype, name
    assert rows(con, STORIES) == [("a1", "Most like all", 3, 3, "a2")]


def test_the_headline_stays_until_another_is_more_central(con, make) -> None:
    load_run(con, told_batch(make, "r1", three(make), a1="a2"))
    load_run(con, make.batch("r2", articles=(make.article("a4", "f4", story_id="a1", title="New"),)))
    assert rows(con, STORIES) == [("a1", "Most like all", 4, 4, "a2")]
    later = make.article("a5", "f5", story_id="a1", title="More central")
    load_run(con, told_batch(make, "r3", (later,), a1="a5"))
    assert rows(con, STORIES) == [("a1", "More central", 5, 5, "a5")]
    gone = make.article("a5", "f5", story_id="a5", title="Of something else", revision=2)
    load_run(con, told_batch(make, "r4", (gone,), a5="a5"))
    assert rows(con, STORIES) == [("a1", "First", 4, 4, None), ("a5", "Of something else", 1, 1, "a5")]


def test_copies_go_where_their_original_goes_and_their_events_are_touched(con, make) -> None:
    copy = make.article("c1", "f4", duplicate_of="a3")
    batch = told_batch(make, "r1", (*three(make), copy), a1="a2")
    mentions = (make.mention("m1", "e1", "c1"), make.mention("m2", "e2", "a1"))
    load_run(con, replace(batch, mentions=mentions))
    assert rows(con, "SELECT story_id FROM articles WHERE article_id = 'c1'") == [("a1",)]
    assert rows(con, MEMBERS) == [("a1",), ("a2",), ("a3",)]
    moved = make.article("a3", "f3", story_id="a3", title="Of something else", revision=2)
    load_run(con, told_batch(make, "r2", (moved,), a3="a3"))
    assert rows(con, "SELECT article_id, former_id, story_id FROM moved_articles ORDER BY 1") == [
        ("a3", "a1", "a3"),
        ("c1", "a1", "a3"),
    ]
    assert rows(con, "SELECT DISTINCT event_id FROM touched_events") == [("e1",)]
    assert [row[:4] for row in rows(con, STORIES)] == [
        ("a1", "Most like all", 2, 2),
        ("a3", "Of something else", 2, 2),
    ]


def test_a_member_that_becomes_a_copy_is_compared_with_no_longer(con, make) -> None:
    load_run(con, told_batch(make, "r1", three(make)))
    became = make.article("a2", "f2", duplicate_of="a1", revision=2)
    load_run(con, told_batch(make, "r2", (became,)))
    assert rows(con, MEMBERS) == [("a1",), ("a3",)]


def test_ended_stories_and_the_earlier_articles_of_long_ones_are_let_go(con, make) -> None:
    load_run(con, told_batch(make, "r1", three(make)))
    late = make.now + timedelta(days=LIVE_DAYS + 1)
    many = tuple(
        make.article(f"b{number:03}", story_id="b000", first_seen_at=late, published_at=late)
        for number in range(MOST_MEMBERS + 2)
    )
    batch = told_batch(make, "r2", many)
    load_run(con, replace(batch, run=replace(batch.run, started_at=late)))
    assert rows(con, MEMBERS) == [(f"b{number:03}",) for number in range(MOST_MEMBERS)]
    assert rows(con, "SELECT count(*) FROM stories") == [(2,)], "a story that ended is told of all the same"


def test_a_revised_article_keeps_its_story_unless_it_was_a_copy(con, make) -> None:
    load_run(con, told_batch(make, "r1", (*three(make), make.article("c1", "f4", duplicate_of="a3"))))
    assert kept_stories(con, ["a2", "c1", "unknown"]) == {"a2": "a1"}


def test_the_same_run_again_changes_nothing(con, make, snapshot) -> None:
    batch = told_batch(make, "r1", three(make), a1="a2")
    load_run(con, batch)
    before = snapshot(con)
    load_run(con, batch)
    assert snapshot(con) == before


def test_it_stays_with_the_writer(con, make, tmp_path, warehouse_path) -> None:
    load_run(con, told_batch(make, "r1", three(make), a1="a2"))
    con.close()
    published = tmp_path / "published" / "daybook.duckdb"
    publish(warehouse_path, published)
    with open_published(published) as readers:
        assert rows(readers, "SELECT count(*) FROM story_members") == [(0,)]
        assert rows(readers, "SELECT articles FROM stories") == [(3,)]
