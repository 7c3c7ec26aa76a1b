from datetime import date

import pytest

from tasks.records import Actor, Place
from tests.warehouse.view_rows import columns, load, one

# UCDP GED's own names, in its order.
UCDP_COLUMNS = [
    *["id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"],
    *["conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"],
    *["side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources"],
    *["source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec"],
    *["where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"],
    *["priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start"],
    *["date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"],
    *["gwnoa", "gwnob"],
]
ARMY = Actor("the army", "Venezuelan army", "VEN", "MIL")
REBELS = Actor("rebels", "Rebels", "VEN", "REB")
OPPOSITION = Actor("opposition groups", "opposition groups", "VEN", "OPP")
MILITIA = Actor("a militia", "Tovar militia", "VEN", "PRM")
VILLAGERS = Actor("villagers", "villagers", "VEN", "CVL")
NOBODY = Actor("men", "men", "VEN", "UNK")


def test_it_has_geds_columns_in_order(con) -> None:
    assert columns(con, "ucdp_like") == UCDP_COLUMNS
    assert len(UCDP_COLUMNS) == 49


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        ((ARMY,), (REBELS,), (1, "Venezuelan army", "Rebels", 0, 5)),
        ((REBELS,), (ARMY,), (1, "Venezuelan army", "Rebels", 0, 5)),
        ((OPPOSITION, ARMY), (), (1, "Venezuelan army", "opposition groups", 0, 5)),
        # A government and its rebels fight each other, also where civilians are hit.
        ((ARMY, OPPOSITION), (VILLAGERS,), (1, "Venezuelan army", "opposition groups", 0, 5)),
        ((REBELS,), (MILITIA,), (2, "Rebels", "Tovar militia", 0, 5)),
        ((REBELS,), (VILLAGERS,), (3, "Rebels", "Civilians", 5, 0)),
        ((ARMY,), (OPPOSITION,), (3, "Venezuelan army", "Civilians", 5, 0)),
    ],
)
def test_the_kind_of_violence_follows_from_the_sides(
    con, make, actors: tuple, recipients: tuple, expected: tuple
) -> None:
    load(con, make, actors=actors, recipients=recipients, killed=5)
    shown = "type_of_violence, side_a, side_b, deaths_civilians, deaths_unknown"
    assert one(con, f"SELECT {shown} FROM ucdp_like") == expected


@pytest.mark.parametrize(
    "values",
    [
        {"killed": None},
        {"killed": 0},
        {"recipients": ()},
        {"recipients": (NOBODY,), "actors": (REBELS,)},
        {"actors": (VILLAGERS,), "recipients": (VILLAGERS,)},
        {"event_type": "COERCE"},
    ],
)
def test_what_killed_nobody_or_has_no_two_known_sides_is_left_out(con, make, values: dict) -> None:
    load(con, make, **{"killed": 5, "actors": (REBELS,), "recipients": (VILLAGERS,)} | values)
    assert con.execute("FROM ucdp_like").fetchall() == []


def test_where_when_and_how_many(con, make) -> None:
    kabul = Place("Kabul", "Kabul", "AFG", "Kabul", 34.53, 69.17, "city")
    load(con, make, recipients=(VILLAGERS,), killed=7, place=kabul)
    shown = "where_prec, geom_wkt, priogrid_gid, country, date_prec, date_start, date_end, best, low, high"
    assert one(con, f"SELECT {shown} FROM ucdp_like") == (
        1,
        "POINT (69.170000 34.530000)",
        179779,
        "Afghanistan",
        1,
        date(2026, 3, 2),
        date(2026, 3, 2),
        7,
        7,
        7,
    )


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("month", (4, date(2026, 3, 1), date(2026, 3, 31))),
        ("year", (5, date(2026, 1, 1), date(2026, 12, 31))),
        ("inferred", (2, date(2026, 3, 2), date(2026, 3, 2))),
    ],
)
def test_an_uncertain_date_is_a_span(con, make, precision: str, expected: tuple) -> None:
    load(con, make, recipients=(VILLAGERS,), killed=7, date_precision=precision)
    assert one(con, "SELECT date_prec, date_start, date_end FROM ucdp_like") == expected


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        ((REBELS,), (ARMY,), (101, "Venezuela", "Americas", 101, None)),
        (
            (ARMY,),
            (Actor("Guyanese troops", "Guyanese troops", "GUY", "MIL"),),
            (101, "Venezuela", "Americas", 101, 110),
        ),
        ((REBELS,), (VILLAGERS,), (101, "Venezuela", "Americas", None, None)),
    ],
)
def test_states_have_gleditsch_and_wards_numbers(
    con, make, actors: tuple, recipients: tuple, expected: tuple
) -> None:
    load(con, make, actors=actors, recipients=recipients, killed=5)
    assert one(con, "SELECT country_id, country, region, gwnoa, gwnob FROM ucdp_like") == expected


def test_polecat_and_acled_have_their_codes_of_countries(con, make) -> None:
    german = Actor("German soldiers", "German soldiers", "DEU", "MIL")
    envoys = Actor("envoys", "United Nations", "UNO", "")
    load(con, make, actors=(german, german, envoys), recipients=(VILLAGERS,))
    assert one(con, 'SELECT "Actor Country", "Actor COW", "Recipient COW" FROM polecat_like') == (
        "DEU;UNO",
        "255",
        "101",
    )
    assert one(con, "SELECT region FROM acled_like") == ("South America",)


def test_every_country_has_its_regions_and_most_states_their_numbers(con) -> None:
    bare = con.sql("SELECT code FROM countries WHERE acled_region IS NULL AND iso2 IS NOT NULL").fetchall()
    assert [code for (code,) in bare if code != "EUR"] == []
    assert one(con, "SELECT count(DISTINCT gw_code), count(DISTINCT cow_code) FROM countries") == (195, 195)
    differ = "SELECT code FROM countries WHERE gw_code <> cow_code ORDER BY code"
    assert [code for (code,) in con.sql(differ).fetchall()] == [
        "DEU",
        "KIR",
        "NRU",
        "SRB",
        "TON",
        "TUV",
        "YEM",
    ]
