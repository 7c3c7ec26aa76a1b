"""Without being told, a story is an article and its copies; what is told is kept as it is loaded."""

from datetime import timedelta

import duckdb
import pytest

from warehouse.load import load_run

STORIES = "SELECT story_id, headline, articles, outlets FROM stories ORDER BY 1"


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    return con.execute(sql).fetchall()


def original(make):
    return make.article("a1", title="As the agency has it", published_at=make.now - timedelta(hours=1))


def copy(make):
    early = make.now - timedelta(hours=3)  # as the copier claims
    return make.article("a2", "f2", title="As its client has it", published_at=early, duplicate_of="a1")


def test_an_article_alone_is_a_story_of_its_own(con, make) -> None:
    load_run(con, make.batch(articles=(original(make),)))
    assert rows(con, "SELECT article_id, story_id FROM articles") == [("a1", "a1")]
    published = original(make).published_at
    assert rows(con, "SELECT * EXCLUDE (run_id, headline_of) FROM stories") == [
        ("a1", "As the agency has it", published, published, 1, 1)
    ]


@pytest.mark.parametrize("runs", [(0, 0), (0, 1), (1, 0)], ids=["at once", "copy later", "copy first"])
def test_copies_share_the_story_of_their_original_and_its_headline(con, make, runs) -> None:
    for number in sorted(set(runs)):
        both = zip((original(make), copy(make)), runs, strict=True)
        load_run(
            con, make.batch(f"r{number}", articles=tuple(article for article, run in both if run == number))
        )
    assert rows(con, "SELECT DISTINCT story_id FROM articles") == [("a1",)]
    assert rows(con, STORIES) == [("a1", "As the agency has it", 2, 2)]
    first, last = rows(con, "SELECT first_published_at, last_published_at FROM stories")[0]
    assert (first, last) == (copy(make).published_at, original(make).published_at)


def test_a_copy_that_is_rewritten_leaves_the_story(con, make) -> None:
    load_run(con, make.batch("r1", articles=(original(make), copy(make))))
    rewritten = make.article("a2", "f2", title="In words of its own", revision=2)
    load_run(con, make.batch("r2", articles=(rewritten,)))
    assert rows(con, STORIES) == [
        ("a1", "As the agency has it", 1, 1),
        ("a2", "In words of its own", 1, 1),
    ]
    became_a_copy = make.article("a2", "f2", duplicate_of="a1", revision=3)
    load_run(con, make.batch("r3", articles=(became_a_copy,)))
    assert rows(con, STORIES) == [("a1", "As the agency has it", 2, 2)]


def test_a_headline_follows_its_article(con, make) -> None:
    load_run(con, make.batch("r1", articles=(original(make), copy(make))))
    load_run(con, make.batch("r2", articles=(make.article("a1", title="Corrected", revision=2),)))
    assert rows(con, STORIES) == [("a1", "Corrected", 2, 2)]


def test_the_same_articles_again_leave_the_stories_alone(con, make) -> None:
    for run in ("r1", "r1", "r2"):
        load_run(con, make.batch(run, articles=(original(make), copy(make))))
    assert rows(con, "SELECT story_id, run_id FROM stories") == [("a1", "r1")]
