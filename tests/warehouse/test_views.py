from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tasks.records import Actor, Span, Toll
from tests.warehouse.view_rows import TROOPS, UNITED_NATIONS, VILLAGERS, columns, load, one
from warehouse.load import load_run

UNTIL = datetime(2026, 3, 2, 13, 30, tzinfo=UTC)


def test_evidence_tells_each_field_with_its_sentence(con, make) -> None:
    load(con, make, killed=3, recipients=(VILLAGERS,))
    told = con.execute("SELECT field, value FROM evidence ORDER BY field").fetchall()
    assert told == [
        ("actors", "Rebels"),
        ("contexts", "military"),
        ("event_date", "2026-03-02"),
        ("event_type", "ASSAULT"),
        ("killed", "3"),
        ("modes", "heavy-weapons"),
        ("place", "Tovar"),
        ("recipients", "a village"),
    ]
    source = one(
        con, "SELECT DISTINCT sentence, outlet, url, article_id, rule_id, codebook_version FROM evidence"
    )
    assert source == (make.sentence, "Outlet f1", "https://f1.example/a1", "a1", "assault.shell", "2026.1")


def test_evidence_tells_where_each_field_is_said_and_what_was_inferred(con, make) -> None:
    title = "Shelling near Tovar"
    text = f"{title}\n\n{make.sentence}"
    rebels = text.index(make.sentence[:6])
    actors = (
        Actor("Rebels", "Rebels", "COL", "REB", Span(rebels, rebels + 6), inferred_country="story"),
        Actor("they", "Rebels", "COL", "REB", inferred="memory"),
    )
    dozens = Toll("injured", None, 24, None, Span(0, 8))
    load(con, make, actors=actors, trigger_span=Span(9, 13), tolls=(dozens,), date_inferred="publication")
    told = con.execute(
        "SELECT field, value, field_start, field_end, inferred FROM evidence"
        " WHERE field IN ('actors', 'event_type', 'injured', 'event_date') ORDER BY field, value"
    ).fetchall()
    assert told == [
        ("actors", "Rebels", rebels, rebels + 6, "story"),
        ("actors", "they", None, None, "memory"),
        ("event_date", "2026-03-02", None, None, "publication"),
        ("event_type", "ASSAULT", 9, 13, None),
        ("injured", "at least 24", 0, 8, None),
    ]


def test_evidence_tells_a_count_that_is_bounded_above_alone(con, make) -> None:
    load(con, make, tolls=(Toll("arrested", None, None, 50, Span(0, 8)),))
    assert one(con, "SELECT value FROM evidence WHERE field = 'arrested'") == ("up to 50",)


def test_evidence_slices_back_to_the_sentence(con, make) -> None:
    load(con, make)
    start, end, sentence, title, text = one(
        con,
        'SELECT DISTINCT start, "end", sentence, title, text FROM evidence JOIN articles USING (article_id)',
    )
    assert f"{title}\n\n{text}"[start:end] == sentence


def test_a_mention_that_is_silent_on_a_field_has_no_row_for_it(con, make) -> None:
    load(con, make, place=None, event_date=None, modes=(), contexts=(), actors=())
    assert con.execute("SELECT field FROM evidence").fetchall() == [("event_type",)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ("Explosions/Remote violence", "Shelling/artillery/missile attack", "Rebel group", None)),
        ({"modes": ("drone",)}, ("Explosions/Remote violence", "Air/drone strike", "Rebel group", None)),
        ({"modes": ("firearms",)}, ("Battles", "Armed clash", "Rebel group", None)),
        (
            {"modes": ("firearms",), "recipients": (VILLAGERS,)},
            ("Violence against civilians", "Attack", "Rebel group", "Civilians"),
        ),
        (
            {"event_type": "PROTEST", "modes": ("demo",), "actors": (replace(VILLAGERS, name="Teachers"),)},
            ("Protests", "Peaceful protest", "Protesters", None),
        ),
        (
            {"event_type": "PROTEST", "modes": ("riot",), "recipients": (TROOPS,)},
            ("Riots", "Violent demonstration", "Rioters", "State forces"),
        ),
        (
            {"modes": (), "actors": (Actor("army", "army", "COL", "MIL"),)},
            ("Battles", "Armed clash", "External/Other forces", None),
        ),
    ],
)
def test_acled_types_come_from_type_mode_and_target(con, make, values: dict, expected: tuple) -> None:
    load(con, make, **values)
    assert one(con, "SELECT event_type, sub_event_type, inter1, inter2 FROM acled_like") == expected


def test_acled_like_has_its_columns_and_leaves_talk_out(con, make) -> None:
    load(con, make, killed=4)
    assert len(columns(con, "acled_like")) == 31
    assert one(
        con, "SELECT event_id_cnty, year, iso, country, geo_precision, fatalities FROM acled_like"
    ) == (
        "VENe1",
        2026,
        862,
        "Venezuela",
        1,
        4,
    )
    load_run(
        con, make.batch("r2", mentions=(make.mention("m2", "e2", event_type="CONSULT", modes=("visit",)),))
    )
    assert one(con, "SELECT count(*) FROM acled_like") == (1,)


def test_polecat_like_has_its_columns(con, make) -> None:
    load(con, make, actors=(TROOPS, UNITED_NATIONS), event_date=date(2026, 3, 1))
    names = columns(con, "polecat_like")
    assert len(names) == 40
    assert (names[0], names[-1]) == ("Event ID", "Version")
    row = one(
        con, 'SELECT "Event Type", "Quad Code", "Actor Name", "Actor Country", "City" FROM polecat_like'
    )
    actors = ("Venezuelan troops;United Nations", "VEN;UNO")
    assert (*row[:3], set(row[3].split(";")), row[4]) == (
        "ASSAULT",
        "MATERIAL CONFLICT",
        actors[0],
        {"VEN", "UNO"},
        "Tovar",
    )


def test_daily_dyads_count_events_by_quad_and_leave_the_unknown_out(con, make) -> None:
    other_day = make.mention("m3", "e3", event_date=date(2026, 3, 1), recipients=(VILLAGERS,))
    load_run(
        con,
        make.batch(
            articles=(make.article(),),
            mentions=(
                make.mention("m1", "e1", recipients=(VILLAGERS,), killed=2),
                make.mention("m2", "e2", recipients=(VILLAGERS,), quad_code=1, event_scale=4.5),
                other_day,
                make.mention("m4", "e4", recipients=()),
            ),
        ),
    )
    counts = "events, verbal_cooperation, material_conflict, mean_event_scale, killed_low, killed_high"
    dyad = con.execute(f"SELECT event_date, {counts} FROM daily_dyads ORDER BY event_date").fetchall()
    assert dyad == [
        (date(2026, 3, 1), 1, 0, 1, -9.5, 0, 0),
        (date(2026, 3, 2), 2, 1, 1, -2.5, 2, 2),
    ]


def test_feed_health_counts_the_ledger(con, make) -> None:
    later = make.now + timedelta(hours=1)
    fetches = (
        make.fetch("x1"),
        make.fetch("x2", outcome="not_modified", status=304, bytes=0),
        make.fetch("x3", outcome="http_error", status=503, error="503", fetched_at=later),
        make.fetch("x4", kind="page"),
    )
    load_run(con, make.batch(fetches=fetches))
    counts = "fetches, fetches_ok, fetches_unchanged, fetches_failed, last_outcome, last_error, bytes"
    assert one(con, f"SELECT {counts} FROM feed_health") == (3, 1, 1, 1, "http_error", "503", 2468)


RIVAL = Actor("rival troops", "Colombian troops", "COL", "MIL")
STRANGER = Actor("gunmen", "gunmen", "", "UAF")


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        ((TROOPS, RIVAL), (), [("COL", "VEN")]),
        ((RIVAL, TROOPS), (), [("COL", "VEN")]),
        ((TROOPS, VILLAGERS), (), [("VEN", "VEN")]),
        ((TROOPS, VILLAGERS, RIVAL), (), [("COL", "VEN")]),
        ((TROOPS, STRANGER), (), []),
        ((STRANGER, TROOPS), (), []),
        ((TROOPS,), (), []),
        ((TROOPS,), (RIVAL,), [("VEN", "COL")]),
        ((TROOPS, UNITED_NATIONS), (RIVAL,), [("VEN", "COL")]),
        ((TROOPS, RIVAL), (STRANGER,), []),
    ],
)
def test_two_sides_are_one_dyad_in_the_order_of_their_codes(
    con, make, actors: tuple, recipients: tuple, expected: list
) -> None:
    load(con, make, actors=actors, recipients=recipients)
    assert con.execute("SELECT actor_country, recipient_country FROM daily_dyads").fetchall() == expected


def test_both_orders_of_two_sides_are_counted_together(con, make) -> None:
    mentions = (make.mention(actors=(TROOPS, RIVAL)), make.mention("m2", "e2", actors=(RIVAL, TROOPS)))
    load_run(con, make.batch(articles=(make.article(),), mentions=mentions))
    assert one(con, "SELECT actor_country, recipient_country, events FROM daily_dyads") == ("COL", "VEN", 2)


@pytest.mark.parametrize(
    ("feed", "error", "expected"),
    [
        ({}, None, ("ok", 0, None)),
        (
            {"status": "failing", "held_until": UNTIL},
            "HTTP 429",
            ("failing", 1, "held back until 2026-03-02 13:30 UTC; HTTP 429"),
        ),
        (
            {"status": "failing", "held_until": UNTIL, "failures": 3},
            None,
            ("failing", 3, "held back until 2026-03-02 13:30 UTC"),
        ),
        ({"status": "failing", "failures": 2}, "HTTP 500", ("failing", 2, "HTTP 500")),
        ({"status": "gone", "failures": 1}, "HTTP 410", ("gone", 1, "HTTP 410")),
    ],
)
def test_feed_health_tells_of_a_feed_that_is_held_back(
    con, make, feed: dict, error: str | None, expected: tuple
) -> None:
    load_run(con, make.batch(feeds=(make.feed(**feed),), fetches=(make.fetch(error=error),)))
    con.execute("SET TimeZone = 'America/New_York'")
    assert one(con, "SELECT status, failures, last_error FROM feed_health") == expected


def test_a_feed_held_back_sorts_before_the_healthy_ones(con, make) -> None:
    held = make.feed("f2", status="failing", held_until=UNTIL)
    load_run(con, make.batch(feeds=(make.feed("f1"), held, make.feed("f3"))))
    (worst, *_), *_ = con.execute("SELECT feed_id FROM feed_health ORDER BY failures DESC").fetchall()
    assert worst == "f2"
