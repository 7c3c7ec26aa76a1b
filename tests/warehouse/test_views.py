import csv
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from tasks.records import Actor, Place
from warehouse.load import load_run

# GDELT 2.0's own names, in its order: the event's, ten a side, the action's, eight a place, the source's.
ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code"
TYPES = "Type1Code Type2Code Type3Code"
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
GDELT_COLUMNS = [
    *["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"],
    *(f"Actor{side}{part}" for side in (1, 2) for part in f"{ACTOR} {TYPES}".split()),
    *["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"],
    *["NumMentions", "NumSources", "NumArticles", "AvgTone"],
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in GEO.split()),
    *["DATEADDED", "SOURCEURL"],
]
WHOLE = re.compile(r"GLOBALEVENTID|SQLDATE|MonthYear|Year|IsRootEvent|QuadClass|Num.*|.*Geo_Type|DATEADDED")
FLOATING = re.compile(r"FractionDate|GoldsteinScale|AvgTone|.*Geo_Lat|.*Geo_Long")
MENTION_COLUMNS = [
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName"),
    *("MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset"),
    *("InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
]
UNITED_NATIONS = Actor("U.N.", "United Nations", "UNO", "")
TROOPS = Actor("troops", "Venezuelan troops", "VEN", "MIL")
VILLAGERS = Actor("a village", "villagers", "VEN", "CVL")


def load(con: duckdb.DuckDBPyConnection, make, **values: object) -> None:
    load_run(con, make.batch(articles=(make.article(),), mentions=(make.mention(**values),)))


def one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple:
    (row,) = con.execute(sql).fetchall()
    return row


def columns(con: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    return [name for name, *_ in con.execute(f"DESCRIBE {view}").fetchall()]


# --- evidence --------------------------------------------------------------------------------------------


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


# --- GDELT -----------------------------------------------------------------------------------------------


def test_gdelt_events_has_gdelts_columns_in_order_with_its_types(con) -> None:
    described = [row[:2] for row in con.execute("DESCRIBE gdelt_events").fetchall()]
    assert [name for name, _ in described] == GDELT_COLUMNS
    assert len(GDELT_COLUMNS) == 61
    for name, kind in described:
        if WHOLE.fullmatch(name):
            assert kind in {"BIGINT", "INTEGER"}, name
        else:
            assert kind == ("DOUBLE" if FLOATING.fullmatch(name) else "VARCHAR"), name


def test_a_gdelt_row_reads_as_gdelt_writes_it(con, make) -> None:
    load(con, make, cameo_code="0871", goldstein=9.0, quad_code=2, recipients=(VILLAGERS,), killed=1)
    event = "SQLDATE, MonthYear, Year, FractionDate, EventCode, EventBaseCode, EventRootCode, QuadClass"
    assert one(con, f"SELECT {event} FROM gdelt_events") == (
        20260302,
        202603,
        2026,
        2026.1644,
        "0871",
        "087",
        "08",
        2,
    )
    people = "Actor1Code, Actor1Name, Actor1CountryCode, Actor1Type1Code, Actor2Code, Actor2Type1Code"
    assert one(con, f"SELECT {people} FROM gdelt_events") == (
        "COLREB",
        "REBELS",
        "COL",
        "REB",
        "VENCVL",
        "CVL",
    )
    place = "ActionGeo_Type, ActionGeo_FullName, ActionGeo_CountryCode, ActionGeo_Lat, Actor1Geo_Type"
    assert one(con, f"SELECT {place} FROM gdelt_events") == (4, "Tovar, Mérida, Venezuela", "VE", 8.33, 0)
    counts = "NumMentions, NumSources, NumArticles, IsRootEvent, DATEADDED, SOURCEURL"
    added = 20260302120000
    assert one(con, f"SELECT {counts} FROM gdelt_events") == (1, 1, 1, 1, added, "https://f1.example/a1")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("Berlin", "Berlin", "DEU", precision="city"), (4, "Berlin, Germany", "GM", None)),
        (
            Place("Bavaria", "Bavaria", "DEU", "Bavaria", precision="province"),
            (5, "Bavaria, Germany", "GM", None),
        ),
        (Place("Ukraine", "Ukraine", "UKR"), (1, "Ukraine", "UP", "UP")),
        (
            Place("Reno", "Reno", "USA", "Nevada", precision="city"),
            (3, "Reno, Nevada, United States", "US", None),
        ),
        (
            Place("Nevada", "Nevada", "USA", "Nevada", precision="province"),
            (2, "Nevada, United States", "US", None),
        ),
        (None, (0, None, None, None)),
    ],
)
def test_gdelt_places_have_fips_codes_and_gdelts_types(
    con, make, place: Place | None, expected: tuple
) -> None:
    load(con, make, place=place)
    parts = "ActionGeo_Type, ActionGeo_FullName, ActionGeo_CountryCode, ActionGeo_ADM1Code"
    assert one(con, f"SELECT {parts} FROM gdelt_events") == expected


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (UNITED_NATIONS, ("IGOUNO", None, "UNO", "IGO")),
        (Actor("Bucharest", "Romania", "ROU", "GOV"), ("ROMGOV", "ROM", None, "GOV")),
        (Actor("gunmen", "gunmen", "", "UAF"), ("UAF", None, None, "UAF")),
        (Actor("reporters", "reporters", "COL", "JRN"), ("COLMED", "COL", None, "MED")),
        (Actor("people", "people"), (None, None, None, None)),
    ],
)
def test_gdelt_actors_have_cameo_codes(con, make, actor: Actor, expected: tuple) -> None:
    load(con, make, actors=(actor,))
    parts = "Actor1Code, Actor1CountryCode, Actor1KnownGroupCode, Actor1Type1Code"
    assert one(con, f"SELECT {parts} FROM gdelt_events") == expected


def test_the_second_of_two_sides_is_gdelts_second_actor(con, make) -> None:
    load(con, make, actors=(TROOPS, Actor("Rebels", "Rebels", "COL", "REB")))
    assert one(con, "SELECT Actor1Code, Actor2Code FROM gdelt_events") == ("VENMIL", "COLREB")


def test_an_undated_event_has_the_day_of_its_first_report(con, make) -> None:
    load(con, make, event_date=None)
    assert one(con, "SELECT SQLDATE FROM gdelt_events") == (20260302,)


def test_gdelt_ids_are_whole_numbers_that_doubles_hold(con, make) -> None:
    articles = tuple(make.article(f"a{n}") for n in range(200))
    mentions = tuple(make.mention(f"m{n}", f"e{n}", f"a{n}") for n in range(200))
    load_run(con, make.batch(articles=articles, mentions=mentions))
    ids, largest = one(con, "SELECT count(DISTINCT GLOBALEVENTID), max(GLOBALEVENTID) FROM gdelt_events")
    assert ids == 200
    assert largest < 2**53


def test_the_gdelt_export_reads_back_with_gdelts_schema(con, make, tmp_path: Path) -> None:
    load(con, make, recipients=(VILLAGERS,))
    target = tmp_path / "20260302120000.export.CSV"
    con.execute(f"COPY gdelt_events TO '{target}' (DELIMITER '\t', HEADER false)")
    (row,) = csv.reader(target.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    assert len(row) == 61
    fields = dict(zip(GDELT_COLUMNS, row, strict=True))
    for name, value in fields.items():
        if WHOLE.fullmatch(name):
            int(value)
        elif FLOATING.fullmatch(name) and value:
            float(value)
    assert (fields["EventCode"], fields["ActionGeo_CountryCode"]) == ("194", "VE")


def test_gdelt_mentions_has_its_sixteen_columns_and_points_into_the_text(con, make) -> None:
    load(con, make, recipients=(VILLAGERS,), confidence=0.84)
    assert columns(con, "gdelt_mentions") == MENTION_COLUMNS
    names = "Actor1CharOffset, Actor2CharOffset, ActionCharOffset"
    offsets = one(con, f"SELECT {names} FROM gdelt_mentions")
    title, text = one(con, "SELECT title, text FROM articles")
    document = f"{title}\n\n{text}"
    assert [document[at:].split()[0] for at in offsets] == ["Rebels", "a", "shelled"]
    rest = "MentionType, MentionSourceName, SentenceID, Confidence, MentionTimeDate"
    assert one(con, f"SELECT {rest} FROM gdelt_mentions") == (1, "Outlet f1", 2, 80, 20260302120000)
    assert one(con, "SELECT count(*) FROM gdelt_mentions JOIN gdelt_events USING (GLOBALEVENTID)") == (1,)


# --- ACLED, POLECAT, dyads -------------------------------------------------------------------------------


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
