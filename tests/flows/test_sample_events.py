"""The lead article of the sample, from its feed to the events table: every act, both sides, place and date."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.sample.serve import serve_sample
from flows.settings import Settings, load_settings
from flows.stages import PLAIN
from warehouse.publish import open_published
from warehouse.query import run_sql

Row = tuple[object, ...]
SATURDAY, SUNDAY = date(2026, 11, 14), date(2026, 11, 15)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home: Path = tmp_path_factory.mktemp("home")
    settings = load_settings(home, environ={"DAYBOOK_WORKERS": "1"}).for_sample()
    with serve_sample() as site:
        now = datetime(2026, 11, 16, 6, tzinfo=UTC)
        ingest(Order(settings, site.registry, "run", now, only_due=False), PLAIN, Unwatched())
    return settings


def ask(settings: Settings, question: str) -> list[Row]:
    with open_published(settings.published_path) as connection:
        return list(run_sql(connection, question).rows)


def told(settings: Settings, columns: str, condition: str) -> list[Row]:
    """What the events of the article say."""
    return ask(
        settings,
        f"""
        select distinct {columns} from events
        join event_mentions using (event_id) join articles using (article_id)
        where articles.url like '%/jordan-seals-syria-border%' and {condition}
        """,
    )


@pytest.mark.parametrize(
    ("columns", "condition", "expected"),
    [
        (
            "events.actor_country, events.recipient_country",
            "events.event_type = 'COERCE' and list_contains(events.modes, 'restrict')",
            ("JOR", "SYR"),
        ),
        (
            "events.event_date, list_sort(list_transform(events.actors || events.recipients, lambda one: one.country))",
            "events.event_type = 'CONSULT' and list_contains(events.modes, 'phone')",
            (SATURDAY, ["JOR", "SYR"]),
        ),
        (
            "events.actor_country, events.recipient_country, events.place_name, events.event_date, events.killed_low",
            "events.event_type = 'ASSAULT' and list_contains(events.modes, 'firearms')",
            ("SYR", "SYR", "Nawa", date(2026, 11, 11), 9),
        ),
        (
            "events.place_name, events.event_date",
            "events.event_type = 'PROTEST'",
            ("Nawa", date(2026, 11, 11)),
        ),
        (
            "list_sort(list_transform(events.actors, lambda one: one.sector)), events.event_date, events.place_name",
            "events.event_type = 'ASSAULT' and len(events.actors) = 2",
            (["MIL", "OPP"], date(2026, 11, 12), "Hama"),
        ),
        (
            # The lead tells it on Sunday ("hours after"), the body by Saturday night: either day is right.
            f"events.actor_sector, events.place_name, events.event_date between '{SATURDAY}' and '{SUNDAY}'",
            "events.event_type = 'COERCE' and list_contains(events.modes, 'seize')",
            ("OPP", "Hama", True),
        ),
    ],
    ids=["sealed border", "call", "fired on demonstrators", "protest", "clashes", "seized city"],
)
def test_the_act_is_in_the_table(settings: Settings, columns: str, condition: str, expected: Row) -> None:
    assert expected in told(settings, columns, condition)


def test_four_outlets_of_one_wire_are_counted_apart_from_their_owners(settings: Settings) -> None:
    columns, call = (
        "articles, outlets, owners",
        "event_type = 'CONSULT' and modes = ['phone'] and articles > 1",
    )
    ((articles, outlets, owners), *_) = ask(settings, f"select {columns} from events where {call}")
    assert articles == outlets == 4
    assert isinstance(owners, int)
    assert owners < 4


def test_a_denial_is_not_an_event_but_is_kept_with_its_reason(settings: Settings) -> None:
    question = """
        select reason from rejected_mentions join articles using (article_id)
        where articles.url like '%/egypt-denies-troops-libya%'
    """
    assert {("denied",), ("negated",)} & set(ask(settings, question))
    assert told(settings, "events.event_type", "events.event_type = 'MOBILIZE'") == []
