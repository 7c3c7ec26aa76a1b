import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tasks.records import Actor, Place
from tests.warehouse.view_rows import TROOPS, UNITED_NATIONS, VILLAGERS, columns, load, one
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
        (Place("Berlin", "Berlin", "DEU", precision="city"), (4, "Berlin, Germany", "GM", "GM")),
        (
            Place("Bavaria", "Bavaria", "DEU", "Bavaria", precision="province"),
            (5, "Bavaria, Germany", "GM", "GM"),
        ),
        (Place("Ukraine", "Ukraine", "UKR"), (1, "Ukraine", "UP", "UP")),
        (
            Place("Reno", "Reno", "USA", "Nevada", precision="city"),
            (3, "Reno, Nevada, United States", "US", "US"),
        ),
        (
            Place("Nevada", "Nevada", "USA", "Nevada", precision="province"),
            (2, "Nevada, United States", "US", "US"),
        ),
        (
            Place("Reno", "Reno", "USA", "Nevada", precision="city", admin1_code="US-NV"),
            (3, "Reno, Nevada, United States", "US", "USNV"),
        ),
        (Place("United States", "United States", "USA"), (1, "United States", "US", "US")),
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
    ("cameo_code", "expected"),
    [
        *[("010", 1), ("020", 1), ("036", 1), ("042", 1), ("057", 1)],
        *[("060", 2), ("0711", 2), ("0871", 2)],
        *[("090", 3), ("100", 3), ("112", 3), ("120", 3), ("139", 3)],
        *[("140", 4), ("150", 4), ("163", 4), ("173", 4), ("180", 4), ("194", 4), ("204", 4)],
    ],
)
@pytest.mark.parametrize("plover_quad", [1, 4])
def test_quad_class_follows_the_root_code_and_not_plover(
    con, make, cameo_code: str, expected: int, plover_quad: int
) -> None:
    load(con, make, cameo_code=cameo_code, quad_code=plover_quad)
    assert one(con, "SELECT QuadClass FROM gdelt_events") == (expected,)


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


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu"])
@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT SQLDATE, DATEADDED FROM gdelt_events", (20260302, 20260302120000)),
        (
            "SELECT EventTimeDate, MentionTimeDate FROM gdelt_mentions",
            (20260302120000, 20260302120000),
        ),
        ("SELECT event_date, timestamp FROM acled_like", (date(2026, 3, 2), 1772452800)),
        ('SELECT "Publication Date" FROM polecat_like', (date(2026, 3, 2),)),
    ],
)
def test_days_and_times_are_utc_in_whatever_zone_they_are_read(
    con, make, zone: str, sql: str, expected: tuple
) -> None:
    morning = make.now - timedelta(hours=4)
    load_run(
        con,
        make.batch(articles=(make.article(published_at=morning),), mentions=(make.mention(event_date=None),)),
    )
    con.execute(f"SET TimeZone = '{zone}'")
    assert one(con, sql) == expected


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
