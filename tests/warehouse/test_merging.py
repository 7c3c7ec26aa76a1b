"""Events of the warehouse are merged alike whatever comes first, in however many runs, and each join is explained."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.merge import mentions_of, merging
from tasks.records import Actor, Article, CodedEvent, Coding, Place, RunBatch
from warehouse.load import load_run
from warehouse.migrate import migrate


@pytest.fixture(scope="module")
def memory() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        migrate(con)
        yield con


REBELS = Actor("Rebels", "rebels", "COL", "REB")
FRONT = Actor("Red Front", "Red Front", "COL", "REB")
ARMY = Actor("Colombian army", "Colombian army", "COL", "MIL")
COLOMBIA = Actor("Colombia", "Colombia", "COL", "")
PEOPLE = Actor("people", "people", "VEN", "CVL")
TOVAR = Place("Tovar", "Tovar", "VEN", "Mérida", 8.33, -71.75, "city")
MORA = Place("Mora", "Mora", "VEN", "Mérida", 8.9, -71.2, "city")
MERIDA = Place("Mérida", "Mérida", "VEN", "Mérida", 8.5, -71.2, "province")
VENEZUELA = Place("Venezuela", "Venezuela", "VEN", "", 7.0, -66.0, "country")

told = st.fixed_dictionaries(
    {
        "event_type": st.sampled_from(("ASSAULT", "ASSAULT", "COERCE")),
        "modes": st.sampled_from(((), ("heavy-weapons",), ("explosives",), ("abduct",))),
        "actors": st.sampled_from(((), (REBELS,), (FRONT,), (ARMY,), (COLOMBIA,))),
        "recipients": st.sampled_from(((), (PEOPLE,))),
        "place": st.sampled_from((None, TOVAR, MORA, MERIDA, VENEZUELA)),
        "event_date": st.sampled_from((date(2026, 3, 1), date(2026, 3, 2), None)),
        "date_precision": st.sampled_from(("day", "inferred", "month")),
        "confidence": st.sampled_from((0.3, 0.9)),
        "trigger": st.sampled_from(("shelled", "struck")),
        "killed": st.sampled_from((None, 4, 11)),
    }
)
reports = st.fixed_dictionaries(
    {
        "feed_id": st.sampled_from(("f1", "f2", "f3")),
        "story_id": st.sampled_from((None, "a0", "a1")),
        "duplicate_of": st.sampled_from((None, None, "a0")),
        "hours": st.sampled_from((None, 0, 1, 26)),
        "mentions": st.lists(told, max_size=3),
    }
)


def build(make, number: int, values: dict) -> tuple[Article, tuple[CodedEvent, ...]]:
    hours = values["hours"]
    article = make.article(
        f"a{number}",
        values["feed_id"],
        duplicate_of=values["duplicate_of"] if number else None,
        story_id=values["story_id"],
        published_at=None if hours is None else make.now - timedelta(hours=hours),
        first_seen_at=make.now + timedelta(minutes=number),
    )
    return article, tuple(make.coded(**one) for one in values["mentions"])


def run_of(make, run_id: str, part: Sequence[tuple[Article, tuple[CodedEvent, ...]]]) -> RunBatch:
    articles = tuple(article for article, _ in part)
    mentions = tuple(
        mention
        for article, codings in part
        for mention in mentions_of(article, Coding(article.article_id, codings, (), "1"))
    )
    feeds = tuple(make.feed(name, owner="North" if name < "f3" else None) for name in ("f1", "f2", "f3"))
    return make.batch(run_id, feeds=feeds, articles=articles, mentions=mentions)


COMPARED = ("events", "event_mentions", "event_signatures", "signature_joins")


def events_of(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple]]:
    found = {
        name: con.execute(f"SELECT * EXCLUDE (run_id) FROM {name} ORDER BY ALL").fetchall()
        for name in COMPARED
    }
    return found | {"merge_edges": con.execute("FROM merge_edges ORDER BY ALL").fetchall()}


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Empty all tables that a load writes: migrating anew for each example would take most of the time."""
    names = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary"
    ).fetchall()
    for (name,) in names:
        if name not in KEPT:
            con.execute(f"DELETE FROM {name}")


KEPT = ("schema_migrations", "schema_derived", "countries", "sectors", "acled_types")


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), drawn=st.lists(reports, min_size=2, max_size=6))
def test_any_order_in_any_number_of_runs_merges_alike(
    make, memory: duckdb.DuckDBPyConnection, data: st.DataObject, drawn: list[dict]
) -> None:
    built = [build(make, number, values) for number, values in enumerate(drawn)]
    order = data.draw(st.permutations(built))
    cut = data.draw(st.integers(1, len(order) - 1))
    forget(memory)
    load_run(memory, run_of(make, "r0", built), merging())
    at_once = events_of(memory)
    forget(memory)
    for number, part in enumerate((order[:cut], order[cut:])):
        load_run(memory, run_of(make, f"r{number}", part), merging())
    assert events_of(memory) == at_once


def load(
    con: duckdb.DuckDBPyConnection, make, *reports: tuple[Article, CodedEvent], run_id: str = "r1"
) -> None:
    load_run(con, run_of(make, run_id, [(article, (coded,)) for article, coded in reports]), merging())


def test_two_tellings_are_one_event_that_says_the_narrower_and_why(memory, make) -> None:
    forget(memory)
    broad = make.coded(actors=(REBELS,), place=VENEZUELA, confidence=0.9, killed=4)
    narrow = make.coded(actors=(FRONT,), place=TOVAR, confidence=0.5, killed=11)
    one, other = make.article("a1", "f1", story_id="s"), make.article("a2", "f3", story_id="s")
    load(memory, make, (one, broad), (other, narrow))
    told = "SELECT place_name, actor_name, killed_low, killed_high, mentions, outlets, owners FROM events"
    assert memory.execute(told).fetchall() == [("Tovar", "Red Front", 4, 11, 2, 2, 2)]
    why = "SELECT rule, support, actors, place, day FROM merge_edges"
    assert memory.execute(why).fetchall() == [("unnamed side", "story", "broader", "country", "same")]
    who = "SELECT outlet, low, high FROM event_tolls WHERE kind = 'killed' ORDER BY low"
    assert memory.execute(who).fetchall() == [("Outlet f1", 4, 4), ("Outlet f3", 11, 11)]


def test_a_former_event_leads_to_the_one_that_it_went_into(memory, make) -> None:
    forget(memory)
    later = make.article("a1", "f1", story_id="s", published_at=make.now)
    earlier = make.article("a2", "f3", story_id="s", published_at=make.now - timedelta(hours=5))
    load(memory, make, (later, make.coded(actors=(REBELS,), place=VENEZUELA)))
    ((former,),) = memory.execute("SELECT event_id FROM events").fetchall()
    load(memory, make, (earlier, make.coded(actors=(FRONT,), place=TOVAR)), run_id="r2")
    ((event_id,),) = memory.execute("SELECT event_id FROM events").fetchall()
    assert event_id != former
    where = "SELECT event_id FROM event_signatures WHERE signature_id = ?"
    assert memory.execute(where, [former]).fetchall() == [(event_id,)]


def test_an_edit_that_takes_the_bridge_away_parts_what_it_joined(memory, make) -> None:
    forget(memory)
    one, other = make.article("a1", "f1", story_id="s"), make.article("a2", "f3", story_id="s")
    load(memory, make, (one, make.coded(place=TOVAR)), (other, make.coded(place=VENEZUELA)))
    assert memory.execute("SELECT count(*) FROM events").fetchall() == [(1,)]
    load(memory, make, (replace(other, revision=2, story_id="t"), make.coded(place=VENEZUELA)), run_id="r2")
    assert memory.execute("SELECT count(*) FROM events").fetchall() == [(2,)]
    assert memory.execute("SELECT count(*) FROM signature_joins").fetchall() == [(0,)]


def test_what_is_as_like_two_events_is_in_neither(memory, make) -> None:
    forget(memory)
    places = (TOVAR, MORA, VENEZUELA)
    reports = [
        (make.article(f"a{number}", "f1", story_id="s"), make.coded(place=place))
        for number, place in enumerate(places)
    ]
    load(memory, make, *reports)
    assert memory.execute("SELECT count(*) FROM events").fetchall() == [(3,)]
