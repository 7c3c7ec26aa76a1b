"""Copies in a real warehouse: whatever the order in which articles are loaded, the same originals and copies."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.copies import find_copies
from tasks.dedupe import decide
from tasks.records import Article
from tasks.text import content_hash
from warehouse import read
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import open_published, publish
from warehouse.restore import restore_missing

RANDOM = random.Random(7)
WORDS = [
    f"{stem}{end}" for stem in ("bar", "cor", "dun", "fel", "gam", "hol", "jut") for end in "abcdefghijk"
]
TEXT = " ".join(RANDOM.choice(WORDS) for _ in range(400))
OTHER = " ".join(RANDOM.choice(WORDS) for _ in range(400))
Making = Callable[..., Article]


@pytest.fixture(scope="session")
def story(make: Any) -> Making:
    """An article with words of its own, or those that are given."""

    def made(name: str, text: str, outlet: str = "", hours: float = 0, **values: Any) -> Article:
        given: dict[str, Any] = {
            "title": f"What {name} tells of it all",
            "outlet": outlet or f"Outlet {name}",
            "published_at": make.now + timedelta(hours=hours),
            "text_origin": "page",
        }
        given |= values
        hashed = content_hash(given["title"], text)
        return replace(make.article(name, text=text, content_hash=hashed, **given))

    return made


def load(
    con: duckdb.DuckDBPyConnection, make: Any, run_id: str, articles: Sequence[Article], **parts: Any
) -> None:
    """What a run does with articles: decide, and write."""
    seen = read.seen_articles(
        con, (), [one.content_hash for one in articles], [a.article_id for a in articles]
    )
    changed = {one.article_id for one in articles if one.article_id in {old.article_id for old in seen}}
    linked = {one: one for one in changed}
    found = find_copies(con, decide(articles, seen, changed, linked), seen)
    load_run(con, make.batch(run_id, articles=found.decisions.articles, copies=found.copies, **parts))


def rows(con: duckdb.DuckDBPyConnection, question: str) -> list[tuple[Any, ...]]:
    return con.execute(question).fetchall()


def copies(con: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    return dict(rows(con, "SELECT article_id, duplicate_of FROM articles"))


def some(*parts: tuple[int, int], text: str = TEXT) -> str:
    words = text.split()
    return " ".join(" ".join(words[start:end]) for start, end in parts)


def test_a_lead_an_edit_and_a_byline_are_copies_and_another_story_is_none(con, make, story) -> None:
    load(con, make, "r1", [story("a", TEXT), story("other", OTHER)])
    lead = story("lead", some((0, 90)), hours=1)
    edit = story("edit", some((0, 200), (230, 400)), hours=2)
    byline = story("byline", f"By staff. {TEXT} All rights reserved.", hours=3)
    load(con, make, "r2", [edit, byline, lead])
    assert copies(con) == {"a": None, "other": None, "lead": "a", "edit": "a", "byline": "a"}
    told = rows(con, "SELECT DISTINCT rule FROM near_duplicates")
    assert told == [("text",)]
    ((least, most),) = rows(con, "SELECT min(similarity), max(similarity) FROM near_duplicates")
    assert 0.8 < least <= most == 1


def test_a_summary_is_found_in_a_text_and_in_another_summary(con, make, story) -> None:
    load(con, make, "r1", [story("a", TEXT)])
    brief = {"text_origin": "summary", "hours": 1}
    load(con, make, "r2", [story("b", some((0, 60)), **brief), story("c", some((4, 50)), **brief)])
    assert copies(con) == {"a": None, "b": "a", "c": "a"}
    told = dict(rows(con, "SELECT article_id || other_id, rule FROM near_duplicates"))
    assert told == {"ab": "summary in text", "ac": "summary in text", "bc": "title and summary"}


@pytest.mark.parametrize(
    ("values", "is_copy"),
    [
        ({"hours": 24 * 30}, True),
        ({"hours": 24 * 30 + 1}, False),  # a report that comes again
        ({"hours": -24 * 31}, False),
        ({"language": "fr"}, False),
        ({"language": "en-GB"}, True),
        ({"language": None}, True),
    ],
)
def test_texts_far_apart_or_in_other_languages_are_no_copies(con, make, story, values, is_copy) -> None:
    load(con, make, "r1", [story("a", TEXT)])
    load(con, make, "r2", [story("b", some((0, 380)), **values)])
    assert copies(con)["b"] == ("a" if is_copy else None)


def test_an_earlier_original_that_comes_later_takes_the_copies(con, make, story) -> None:
    load(con, make, "r1", [story("b", some((0, 390)), hours=1), story("c", some((10, 400)), hours=2)])
    assert copies(con) == {"b": None, "c": "b"}
    load(con, make, "r2", [story("a", TEXT)])
    assert copies(con) == {"a": None, "b": "a", "c": "a"}
    assert rows(con, "SELECT DISTINCT story_id FROM articles") == [("a",)]
    assert rows(con, "SELECT story_id, articles FROM stories") == [("a", 3)]
    # Publishing goes by the run that wrote a row last.
    assert rows(con, "SELECT run_id FROM articles WHERE article_id = 'b'") == [("r2",)]


def test_an_article_that_becomes_a_copy_speaks_with_its_originals_voice(con, make, story) -> None:
    feeds = tuple(make.feed(name, owner=owner) for name, owner in (("f1", "North"), ("f2", "South")))
    sentence = {"sentence": "What", "start": 0, "end": 4}
    mentions = tuple(make.mention(f"m {name}", article_id=name, **sentence) for name in ("b", "d"))
    told = [story("b", some((0, 390)), feed_id="f2", hours=1), story("d", OTHER)]
    load(con, make, "r1", told, mentions=mentions, feeds=feeds)
    owners = "SELECT DISTINCT owners, outlets FROM events"
    assert rows(con, owners) == [(2, 2)]
    load(con, make, "r2", [story("a", TEXT)], feeds=feeds)
    assert rows(con, owners) == [(1, 2)]


def test_a_revision_in_other_words_lets_its_copies_go(con, make, story) -> None:
    load(
        con,
        make,
        "r1",
        [story("a", TEXT), story("b", some((0, 390)), hours=1), story("c", some((9, 400)), hours=2)],
    )
    assert copies(con) == {"a": None, "b": "a", "c": "a"}
    load(con, make, "r2", [story("a", OTHER)])
    assert copies(con) == {"a": None, "b": None, "c": "b"}
    assert rows(con, "SELECT article_id, other_id FROM near_duplicates") == [("b", "c")]
    numbers = rows(con, "SELECT count(DISTINCT article_no) FROM shingles")
    assert numbers == rows(con, "SELECT count(*) FROM text_sketches") == [(3,)]


def test_a_batch_that_is_loaded_again_changes_nothing(con, make, story, snapshot) -> None:
    found = find_copies(con, decide([story("a", TEXT), story("b", some((0, 390)), hours=1)], []), [])
    batch = make.batch("r1", articles=found.decisions.articles, copies=found.copies)
    load_run(con, batch)
    before = snapshot(con, ("loads",))
    load_run(con, batch)
    assert snapshot(con, ("loads",)) == before


PIECES = ((0, 400), (0, 100), (0, 250), (150, 400), (100, 300), (0, 60), (300, 400))
drawn_articles = st.lists(
    st.tuples(
        st.sampled_from(PIECES),
        st.sampled_from((TEXT, OTHER)),
        st.sampled_from(("page", "summary")),
        st.sampled_from((0, 0, 1, 30, 24 * 29, 24 * 31)),
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), drawn=drawn_articles)
def test_any_order_of_loading_gives_the_same_copies(
    make, story, data: st.DataObject, drawn: list[Any]
) -> None:
    made = [
        story(f"a{n}", some(piece, text=text), text_origin=origin, hours=hours)
        for n, (piece, text, origin, hours) in enumerate(drawn)
    ]
    with duckdb.connect() as at_once, duckdb.connect() as piece_by_piece:
        for con in (at_once, piece_by_piece):
            migrate(con)
        load(at_once, make, "r0", made)
        waiting = data.draw(st.permutations(made))
        while waiting:
            size = data.draw(st.integers((len(waiting) + 1) // 2, len(waiting)))
            load(piece_by_piece, make, f"r{len(waiting)}", waiting[:size])
            waiting = waiting[size:]
        for question in (
            "SELECT article_id, duplicate_of FROM articles ORDER BY ALL",
            "SELECT * EXCLUDE (run_id) FROM near_duplicates ORDER BY ALL",
        ):
            assert rows(piece_by_piece, question) == rows(at_once, question)


def test_syndication_tells_whose_text_it_is_and_who_carried_it(con, make, story) -> None:
    feeds = tuple(
        make.feed(name, owner=owner, state_affiliated=state)
        for name, owner, state in (("f1", "Agency", True), ("f2", "Press Group", False), ("f3", None, False))
    )
    told = [
        story("a", TEXT, outlet="The Agency"),
        story("b", some((0, 390)), outlet="Daily", feed_id="f2", hours=1),
        story("c", some((0, 380)), outlet="Weekly", feed_id="f2", hours=2),
        story("d", some((0, 370)), outlet="Free Voice", feed_id="f3", hours=3),
        story("e", some((0, 395)), outlet="The Agency", hours=4),
        story("other", OTHER),
    ]
    load(con, make, "r1", told, feeds=feeds)
    ((text, *counts, last, carried),) = rows(
        con,
        "SELECT (article_id, outlet, owner, state_affiliated), copies, other_outlets, other_owners, own_copies,"
        " last_copied_at, carried_by FROM syndication",
    )
    assert text == ("a", "The Agency", "Agency", True)
    assert counts == [4, 3, 2, 1]
    assert last == make.now + timedelta(hours=4)
    assert [(one["article_id"], one["owner"]) for one in carried] == [
        ("b", "Press Group"),
        ("c", "Press Group"),
        ("d", "Free Voice"),
        ("e", "Agency"),
    ]
    assert {(one["rule"], one["similarity"] > 0.9) for one in carried} == {("text", True)}


def test_what_an_outlet_writes_under_everything_is_learned_and_left_out(con, make, story) -> None:
    words = OTHER.split()
    footer = " ".join(words[:120])

    def item(number: int) -> Article:
        own = " ".join(f"{word}{number}" for word in words[120:160])
        return story(f"i{number}", f"{own} {footer}", outlet="Daily", hours=24 * number)

    load(con, make, "r1", [item(1), item(2)])
    assert copies(con) == {"i1": None, "i2": "i1"}  # three quarters of the one are in the other
    assert rows(con, "SELECT count(*) FROM site_shingles") == [(0,)]
    load(con, make, "r2", [item(3)])
    load(con, make, "r3", [item(4)])
    assert {one: copies(con)[one] for one in ("i3", "i4")} == {"i3": None, "i4": None}
    assert rows(con, "SELECT DISTINCT outlet, run_id FROM site_shingles") == [("Daily", "r2")]
    # Elsewhere these words are nobody's footer.
    load(con, make, "r4", [story("z", footer, hours=99), story("y", footer + " at last", hours=100)])
    assert copies(con)["y"] == "z"


def test_the_hashes_are_the_writers_alone_and_a_restored_one_goes_on_without(tmp_path, make, story) -> None:
    writer, published = tmp_path / "daybook.duckdb", tmp_path / "published" / "daybook.duckdb"
    told = [story("a", TEXT), story("b", some((0, 390)), hours=1)]
    with connect(writer) as con:
        migrate(con)
        load(con, make, "r1", told)
    publish(writer, published)
    with open_published(published) as con:
        assert rows(con, "SELECT count(*) FROM shingles") == [(0,)]
        assert rows(con, "SELECT article_id, copies FROM syndication") == [("a", 1)]
    writer.unlink()
    assert restore_missing(writer, published)
    with connect(writer) as con:
        migrate(con)
        load(con, make, "r2", [story("c", some((10, 400)), hours=2), story("d", some((20, 400)), hours=3)])
        # What was stored before has no hashes any more; what comes is found again.
        assert copies(con) == {"a": None, "b": "a", "c": None, "d": "c"}
