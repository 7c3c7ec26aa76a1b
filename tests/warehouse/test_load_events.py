"""What an event is made of: who speaks for it, and how its articles, outlets and owners are counted."""

from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from tasks.records import Actor, Place, Span, Toll
from warehouse.load import load_run

TOVAR = Place("Tovar", "Tovar", "VEN", "Mérida", 8.33, -71.75, "city", admin1_code="VE-L")


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    return con.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("owners", "copies", "expected"),
    [
        (["North", "South"], {}, (2, 2, 2)),
        (["North", "North"], {}, (2, 2, 1)),
        ([None, None], {}, (2, 2, 2)),
        (["North", "South"], {"a2": "a1"}, (2, 2, 1)),
        (["North", "South", "East"], {"a2": "a1", "a3": "a1"}, (3, 3, 1)),
        (["North", "South", "East"], {"a3": "a1"}, (3, 3, 2)),
        (["North", "South"], {"a2": "lost"}, (2, 2, 2)),
    ],
)
def test_articles_outlets_and_owners_are_counted_apart(con, make, owners, copies, expected) -> None:
    numbers = range(1, len(owners) + 1)
    load_run(
        con,
        make.batch(
            feeds=tuple(make.feed(f"f{n}", owner=owner) for n, owner in zip(numbers, owners, strict=True)),
            articles=tuple(make.article(f"a{n}", f"f{n}", duplicate_of=copies.get(f"a{n}")) for n in numbers),
            mentions=tuple(make.mention(f"m{n}", "e1", f"a{n}") for n in numbers),
        ),
    )
    assert rows(con, "SELECT articles, outlets, owners FROM events") == [expected]


EXACT = (12, 12, 12)
AT_LEAST = (15, 15, None)
UP_TO = (20, None, 20)
RANGE = (10, 10, 18)
DOZENS = (None, 24, None)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([EXACT], (12, 12)),
        ([AT_LEAST], (15, 15)),
        ([UP_TO], (20, 20)),
        ([RANGE], (10, 18)),
        ([DOZENS], (24, None)),
        ([DOZENS, EXACT], (12, 12)),
        ([EXACT, AT_LEAST], (12, 15)),
        ([RANGE, AT_LEAST], (10, 18)),
        ([UP_TO, AT_LEAST], (15, 20)),
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["killed", "injured", "arrested", "abducted", "crowd"])
def test_counts_span_what_the_mentions_say(con, make, kind, counts, expected) -> None:
    mentions = []
    for number, (said, low, high) in enumerate(counts):
        values = {"tolls": (Toll(kind, said, low, high, Span(0, 2)),)}
        if kind in ("killed", "injured"):
            values[kind] = said
        mentions.append(make.mention(f"m{number}", "e1", **values))
    load_run(con, make.batch(articles=(make.article(),), mentions=tuple(mentions)))
    assert rows(con, f"SELECT {kind}_low, {kind}_high FROM events") == [expected]
    said = rows(con, f"SELECT {kind}, {kind}_low, {kind}_high FROM event_mentions ORDER BY mention_id")
    assert said == counts


def test_a_new_owner_of_a_feed_reaches_the_events_of_old(con, make) -> None:
    load_run(
        con,
        make.batch(
            "r1",
            feeds=(make.feed("f1", owner="North"), make.feed("f2", owner="South")),
            articles=(make.article("a1", "f1"), make.article("a2", "f2")),
            mentions=(make.mention("m1"), make.mention("m2", "e1", "a2")),
        ),
    )
    assert rows(con, "SELECT owners, state_affiliated_only FROM events") == [(2, False)]
    bought = tuple(make.feed(feed_id, owner="North", state_affiliated=True) for feed_id in ("f1", "f2"))
    load_run(con, make.batch("r2", feeds=bought))
    assert rows(con, "SELECT owners, state_affiliated_only FROM events") == [(1, True)]


def test_the_most_certain_mention_speaks_and_the_next_fills_its_gaps(con, make) -> None:
    villagers = Actor("villagers", "villagers", "VEN", "CVL")
    load_run(
        con,
        make.batch(
            articles=(make.article(),),
            mentions=(
                make.mention("m1", confidence=0.5, cameo_code="190", place=replace(TOVAR, name="Mora")),
                make.mention("m2", confidence=0.9, place=None, event_date=None, actors=()),
                make.mention("m3", confidence=0.4, recipients=(villagers,)),
            ),
        ),
    )
    event = (
        "SELECT lead_mention_id, confidence, cameo_code, place_name, actor_name, event_date, recipient_name"
    )
    assert rows(con, event + " FROM events") == [
        ("m2", 0.9, "194", "Mora", "Rebels", date(2026, 3, 2), "villagers")
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (Place("Mora", "Mora", "VEN", "Mérida", admin1_code="VE-L"), None, ("Mérida", "VE-L")),
        (None, Place("Mora", "Mora", "VEN", "Mérida", admin1_code="VE-L"), ("Mérida", "VE-L")),
        (Place("Mora", "Mora", "VEN", "Mérida"), None, ("Mérida", None)),
        (None, None, (None, None)),
        # A division and its code are of one place, never put together from two.
        (
            Place("Mora", "Mora", "VEN", "Mérida", admin1_code="VE-L"),
            Place("Mora", "Mora", "CRI", "San José", admin1_code="CR-SJ"),
            ("Mérida", "VE-L"),
        ),
        (
            Place("Venezuela", "Venezuela", "VEN"),
            Place("Mora", "Mora", "VEN", "Mérida", precision="city", admin1_code="VE-L"),
            ("Mérida", "VE-L"),
        ),
    ],
)
def test_the_code_of_a_division_comes_with_its_place(con, make, first, second, expected) -> None:
    mentions = (
        make.mention("m1", confidence=0.9, place=first),
        make.mention("m2", confidence=0.5, place=second),
    )
    load_run(con, make.batch(articles=(make.article(),), mentions=mentions))
    assert rows(con, "SELECT admin1, admin1_code FROM events") == [expected]
    assert rows(con, "SELECT place.admin1_code FROM event_mentions ORDER BY mention_id") == [
        ((place.admin1_code or None) if place else None,) for place in (first, second)
    ]


def test_reports_are_dated_by_publication_or_else_by_first_sight(con, make) -> None:
    day = timedelta(days=1)
    load_run(
        con,
        make.batch(
            articles=(
                make.article("a1", published_at=make.now - day),
                make.article("a2", published_at=None, first_seen_at=make.now + day),
            ),
            mentions=(make.mention("m1"), make.mention("m2", "e1", "a2")),
        ),
    )
    seen = rows(con, "SELECT first_reported_at, last_reported_at, first_seen_at FROM events")
    assert seen == [(make.now - day, make.now + day, make.now)]


def test_stories_are_told_from_their_articles(con, make) -> None:
    early = make.article("a1", story_id="s1", title="First", published_at=make.now - timedelta(hours=3))
    load_run(con, make.batch("r1", articles=(make.article("a2", "f2", story_id="s1"), early)))
    assert rows(con, "SELECT story_id, headline, articles, outlets FROM stories") == [("s1", "First", 2, 2)]
    moved = replace(early, story_id="s2", revision=2)
    load_run(con, make.batch("r2", articles=(moved, make.article("a3", story_id="s1"))))
    assert rows(con, "SELECT story_id, articles FROM stories ORDER BY 1") == [("s1", 2), ("s2", 1)]
