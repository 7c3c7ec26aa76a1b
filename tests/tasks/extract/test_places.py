"""Where a text plays; a doubtful name is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.actor_lexicon import load_actor_lexicon
from tasks.extract.places import Gazetteer, find_places, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


# text, the expected places as (words, country, first-level division, precision)
PLACES = [
    (
        "In Inkhil, a town in Deraa province of Syria, troops fired.",
        [
            ("Inkhil", "SYR", "Daraa", "city"),
            ("Deraa", "SYR", "Daraa", "province"),
            ("Syria", "SYR", "", "country"),
        ],
    ),
    ("The Kharkiv region was shelled.", [("Kharkiv", "UKR", "Kharkiv", "province")]),
    ("Kharkiv was shelled.", [("Kharkiv", "UKR", "Kharkiv", "city")]),
    ("Trains from Kiev to Homs", [("Kiev", "UKR", "", "city"), ("Homs", "SYR", "Homs", "city")]),
    ("Shells fell in Gaza City.", [("Gaza City", "PSE", "", "city")]),
    ("Aid entered the Gaza Strip.", [("Gaza Strip", "PSE", "", "province")]),
    ("Raids in the West Bank", [("West Bank", "PSE", "", "province")]),
    ("Fighting in the Donbas", [("Donbas", "UKR", "", "province")]),
    ("Violence in the Sahel", [("Sahel", "", "", "country")]),
    ("A bomb in Tripoli, Lebanon", [("Tripoli", "LBN", "", "city"), ("Lebanon", "LBN", "", "country")]),
    ("A bomb in Tripoli", [("Tripoli", "LBY", "", "city")]),
    (
        "A shop in Springfield, Illinois",
        [("Springfield", "USA", "Illinois", "city"), ("Illinois", "USA", "Illinois", "province")],
    ),
    (
        "Near Goma and Bukavu",
        [("Goma", "COD", "North Kivu", "city"), ("Bukavu", "COD", "South Kivu", "city")],
    ),
    ("Kyiv Mayor Ivan Holub spoke.", [("Kyiv", "UKR", "", "city")]),
    ("They flew to Paris.", [("Paris", "FRA", "", "city")]),
    ("Rain in Nice", [("Nice", "FRA", "", "city")]),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places(text: str, expected: list[tuple[str, str, str, str]], gazetteer: Gazetteer) -> None:
    found = [
        (p.place.text, p.place.country, p.place.admin1, p.place.precision)
        for p in find_places(text, gazetteer)
    ]
    assert found == expected


NOWHERE = [
    "Paris Hilton sang.",
    "Abraham Lincoln spoke.",
    "Victoria said no.",
    "Nice people came.",
    "Real Madrid won.",
    "In March and in May it rained.",
    "Of course the Police came.",
    "Johnson met Jackson.",
    "Reading books is fun.",
    "Manchester United lost.",
    "Vladimir Putin spoke.",
    "boats in reading",
]


@pytest.mark.parametrize("text", NOWHERE)
def test_nowhere(text: str, gazetteer: Gazetteer) -> None:
    assert [span.place.text for span in find_places(text, gazetteer)] == []


def test_the_context_chooses_among_places_of_one_name(gazetteer: Gazetteer) -> None:
    (found,) = find_places("A bomb in Tripoli", gazetteer, frozenset(["LBN"]))
    assert found.place.country == "LBN"


def test_a_city_has_degrees_and_people(gazetteer: Gazetteer) -> None:
    (found,) = find_places("Rain in Aleppo", gazetteer)
    assert found.place.lat == pytest.approx(36.2, abs=0.1)
    assert found.place.lon == pytest.approx(37.16, abs=0.1)
    assert found.population > 1_000_000


def test_every_row_of_the_gazetteer_can_be_read(gazetteer: Gazetteer) -> None:
    countries = load_actor_lexicon().countries
    assert len(gazetteer.rows) > 60_000
    for key in gazetteer.by_key:
        for name, country, _, lat, lon, people in gazetteer.cities(key):
            assert name
            assert country in countries
            assert -90 <= lat <= 90
            assert -180 <= lon <= 180
            assert people >= 0


_WORDS = st.sampled_from(
    [
        "Paris",
        "Syria",
        "in",
        ",",
        "near",
        "Gaza",
        "province",
        "the",
        "of",
        "Kyiv",
        "'s",
        "Mayor",
        "Homs",
        "and",
        "–",
        "said",
        "Tripoli",
        "Lebanon",
        "İz",
        "\n",
    ]
)
_TEXTS = st.lists(_WORDS | st.text(max_size=5), max_size=30).map(" ".join)


@settings(max_examples=200)
@given(_TEXTS)
def test_spans_slice_back_in_order(text: str) -> None:
    end = 0
    for span in find_places(text, load_gazetteer()):
        assert text[span.start : span.end] == span.place.text != ""
        assert span.start >= end
        end = span.end
