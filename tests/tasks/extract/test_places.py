"""Where a text plays; a doubtful name is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.actor_lexicon import load_actor_lexicon
from tasks.extract.codebook_rows import CODEBOOK, read_rows
from tasks.extract.names import words_of
from tasks.extract.places import REGION_COLUMNS, Gazetteer, find_places, load_gazetteer


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
    ("Trains from Kiev to Homs", [("Kiev", "UKR", "Kyiv", "city"), ("Homs", "SYR", "Homs", "city")]),
    ("Shells fell in Gaza City.", [("Gaza City", "PSE", "Gaza Strip", "city")]),
    ("Aid entered the Gaza Strip.", [("Gaza Strip", "PSE", "", "province")]),
    ("Raids in the West Bank", [("West Bank", "PSE", "", "province")]),
    ("Fighting in the Donbas", [("Donbas", "UKR", "", "province")]),
    ("Violence in the Sahel", [("Sahel", "", "", "country")]),
    (
        "A bomb in Tripoli, Lebanon",
        [("Tripoli", "LBN", "North Lebanon", "city"), ("Lebanon", "LBN", "", "country")],
    ),
    ("A bomb in Tripoli", [("Tripoli", "LBY", "Tripoli", "city")]),
    (
        "A shop in Springfield, Illinois",
        [("Springfield", "USA", "Illinois", "city"), ("Illinois", "USA", "Illinois", "province")],
    ),
    (
        "Near Goma and Bukavu",
        [("Goma", "COD", "North Kivu", "city"), ("Bukavu", "COD", "South Kivu", "city")],
    ),
    ("Kyiv Mayor Ivan Holub spoke.", [("Kyiv", "UKR", "Kyiv", "city")]),
    ("They flew to Paris.", [("Paris", "FRA", "Ile-de-France", "city")]),
    ("Rain in Nice", [("Nice", "FRA", "Provence-Alpes-Cote d'Azur", "city")]),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places(text: str, expected: list[tuple[str, str, str, str]], gazetteer: Gazetteer) -> None:
    found = [
        (p.place.text, p.place.country, p.place.admin1, p.place.precision)
        for p in find_places(text, gazetteer)
    ]
    assert found == expected


# Whatever is written, one place has one name, and it is the one in the papers.
NAMES = [
    ("Rain in Hamah and Hama", "Hama"),
    ("Rain in Dimashq and Damascus", "Damascus"),
    ("Rain in Himṣ and Homs", "Homs"),
    ("Rain in Halab and Aleppo", "Aleppo"),
    ("Rain in Deraa and Daraa", "Daraa"),
    ("Rain in al-Hasakah and Hasaka", "Hasakah"),
    ("Rain in Raqqa and ar-Raqqah", "Raqqa"),
    ("Rain in Deir ez-Zor and Deir al-Zor", "Deir al-Zor"),
    ("Rain in Kobane and Ain al-Arab", "Kobani"),
    ("Rain in Tadmur and Palmyra", "Palmyra"),
    ("Rain in Kiev and Kyiv", "Kyiv"),
    ("Rain in Kharkov and Kharkiv", "Kharkiv"),
    ("Rain in Odessa and Odesa", "Odesa"),
    ("Rain in Severodonetsk and Sievierodonetsk", "Sievierodonetsk"),
    ("Rain in El Fasher and al-Fashir", "El Fasher"),
    ("Rain in Hudaydah and Hodeida", "Hodeidah"),
    ("Rain in Khan Yunis and Khan Younis", "Khan Younis"),
    ("Rain in Moulmein and Mawlamyine", "Mawlamyine"),
    ("Rain in Diyarbakır and Diyarbakir", "Diyarbakir"),
    ("Rain in Mekele and Mekelle", "Mekelle"),
    ("Rain in Marrakesh and Marrakech", "Marrakech"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_one_place_has_one_name(text: str, name: str, gazetteer: Gazetteer) -> None:
    first, second = find_places(text, gazetteer)
    assert first.place.name == second.place.name == name
    assert (first.place.lat, first.place.lon) == (second.place.lat, second.place.lon)


def test_an_article_with_a_hyphen_opens_a_name(gazetteer: Gazetteer) -> None:
    (found,) = find_places("Fighting in al-Bab went on.", gazetteer)
    assert (found.place.text, found.place.name, found.place.admin1) == ("al-Bab", "Al-Bab", "Aleppo")
    assert find_places("He read an al-Anon leaflet.", gazetteer) == ()


def test_bare_gaza_is_the_strip(gazetteer: Gazetteer) -> None:
    (found,) = find_places("Aid reached Gaza.", gazetteer)
    assert (found.place.name, found.place.precision) == ("Gaza Strip", "province")


def test_cities_by_hand_bear_the_name_of_their_row(gazetteer: Gazetteer) -> None:
    checked = 0
    for row in read_rows(CODEBOOK / "regions.csv", ",".join(REGION_COLUMNS)):
        name, country = row.cells["name"], row.cells["country"]
        lat, lon = float(row.cells["lat"]), float(row.cells["lon"])
        if row.cells["kind"] != "city":
            continue
        for alias in [name, *row.names("aliases")]:
            for city in gazetteer.cities(" ".join(word.folded for word in words_of(alias))):
                if city[1] == country and abs(city[3] - lat) < 0.4 and abs(city[4] - lon) < 0.4:
                    assert city[0] == name
                    checked += 1
    assert checked > 10


NOWHERE = [
    "Salt was scarce. Hail fell. Oral tales were told.",
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
