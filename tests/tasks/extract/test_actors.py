"""Who a text names, and who it does not."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import ConfigError
from tasks.extract.actor_lexicon import SECTORS
from tasks.extract.actors import ActorLexicon, find_actors, load_actor_lexicon
from tasks.extract.codebook_rows import CODEBOOK


@pytest.fixture(scope="module")
def lexicon() -> ActorLexicon:
    return load_actor_lexicon()


# text, the expected actors as (words, country, sector)
PHRASES = [
    ("Syria closed the crossing.", [("Syria", "SYR", "")]),
    ("The US and the U.K. disagree.", [("US", "USA", ""), ("U.K.", "GBR", "")]),
    ("DR Congo and Ivory Coast met.", [("DR Congo", "COD", ""), ("Ivory Coast", "CIV", "")]),
    (
        "Guinea-Bissau, Guinea and Equatorial Guinea",
        [("Guinea-Bissau", "GNB", ""), ("Guinea", "GIN", ""), ("Equatorial Guinea", "GNQ", "")],
    ),
    ("Niger and Nigeria", [("Niger", "NER", ""), ("Nigeria", "NGA", "")]),
    ("South Korea warned North Korea.", [("South Korea", "KOR", ""), ("North Korea", "PRK", "")]),
    ("Kosovo recalled its envoy.", [("Kosovo", "KOS", ""), ("envoy", "", "GOV")]),
    ("Moscow rebuked Ankara.", [("Moscow", "RUS", "GOV"), ("Ankara", "TUR", "GOV")]),
    ("The Kremlin and Downing Street spoke.", [("Kremlin", "RUS", "GOV"), ("Downing Street", "GBR", "GOV")]),
    ("Syrian regime forces advanced.", [("Syrian regime forces", "SYR", "MIL")]),
    ("Turkish police arrested two Syrians.", [("Turkish police", "TUR", "COP"), ("Syrians", "SYR", "CVL")]),
    ("Turkey's border guards watched.", [("Turkey's border guards", "TUR", "COP")]),
    ("The country's army fired on protesters.", [("army", "", "MIL"), ("protesters", "", "CVL")]),
    ("the president of Ghana", [("president of Ghana", "GHA", "GOV")]),
    ("Ghana's foreign minister Ama Boateng left.", [("Ghana's foreign minister Ama Boateng", "GHA", "GOV")]),
    ("President Lotfi Ramdane spoke.", [("President Lotfi Ramdane", "", "GOV")]),
    ("Prime Minister Ada Obi of Kenya spoke.", [("Prime Minister Ada Obi of Kenya", "KEN", "GOV")]),
    ("A spokesman for the Turkish army said so.", [("spokesman for the Turkish army", "TUR", "MIL")]),
    ("Syrian and Russian warplanes struck.", [("Syrian", "SYR", "MIL"), ("Russian warplanes", "RUS", "MIL")]),
    ("The Saudi-led coalition struck.", [("Saudi-led coalition", "SAU", "MIL")]),
    ("US-backed rebels struck.", [("rebels", "", "REB")]),
    ("Pro-Russian separatists struck.", [("separatists", "", "REB")]),
    ("The Kurdish-led SDF struck.", [("SDF", "SYR", "REB")]),
    ("Iran's Revolutionary Guards struck.", [("Iran's Revolutionary Guards", "IRN", "MIL")]),
    ("Lebanon's Hezbollah struck.", [("Lebanon's Hezbollah", "LBN", "REB")]),
    ("Taliban fighters struck.", [("Taliban fighters", "AFG", "REB")]),
    ("UN peacekeepers left.", [("UN peacekeepers", "UNO", "MIL")]),
    ("al-Shabaab and Al-Shabaab", [("al-Shabaab", "SOM", "REB"), ("Al-Shabaab", "SOM", "REB")]),
    ("The Bush administration warned.", [("Bush administration", "USA", "GOV")]),
    ("The Assad forces struck.", [("Assad forces", "SYR", "MIL")]),
    ("Assad's government denied it.", [("Assad's government", "SYR", "GOV")]),
    ("Putin's spokesman Pavel Orlin left.", [("Putin's spokesman Pavel Orlin", "RUS", "GOV")]),
    ("Putin forces Ukraine to act.", [("Putin", "RUS", "GOV"), ("Ukraine", "UKR", "")]),
    ("The Security Council met.", [("Security Council", "UNO", "GOV")]),
    ("Russia's Security Council met.", [("Russia's Security Council", "RUS", "GOV")]),
    ("Ethnic Albanians marched.", [("Ethnic Albanians", "", "CVL")]),
    ("ethnic Albanian guerrillas struck", [("ethnic Albanian guerrillas", "", "REB")]),
    ("The Albanians of southern Serbia marched.", [("Albanians of southern Serbia", "SRB", "CVL")]),
    ("Angry French paper workers marched.", [("French paper workers", "FRA", "LAB")]),
    ("Egypt frees workers", [("Egypt", "EGY", ""), ("workers", "", "LAB")]),
    ("Kampuchean troops crossed into Phillipine waters.", [("Kampuchean troops", "KHM", "MIL")]),
    ("Nicaragua's Sandinista government fell.", [("Nicaragua's Sandinista government", "NIC", "GOV")]),
    ("Israeli Likud lawmakers met.", [("Israeli Likud lawmakers", "ISR", "PTY")]),
    ("Soviet NKVD security forces fled.", [("Soviet NKVD security forces", "RUS", "COP")]),
    ("Turkish Kurd refugees returned.", [("Turkish Kurd refugees", "TUR", "REF")]),
    ("Kenya's decision angered protesters.", [("Kenya", "KEN", ""), ("protesters", "", "CVL")]),
    ("Peru's highest level national security", [("Peru", "PER", "")]),
    ("Moslem fundamentalist demonstrators fled.", [("Moslem fundamentalist demonstrators", "", "REL")]),
    ("Muslim rebels fled.", [("Muslim rebels", "", "REB")]),
    ("NATO Secretary General Ada Obi", [("NATO Secretary General Ada Obi", "IGO", "MIL")]),
    ("Masked gunmen struck.", [("Masked gunmen", "", "UAF")]),
    ("Armed opposition groups struck.", [("Armed opposition groups", "", "REB")]),
    ("Opposition groups marched.", [("Opposition groups", "", "OPP")]),
    ("Government forces struck.", [("Government forces", "", "MIL")]),
    ("The French have left.", [("French", "FRA", "CVL")]),
    ("Northern Cyprus and Abkhazia", [("Northern Cyprus", "CYP", "PRE"), ("Abkhazia", "GEO", "PRE")]),
    ("Somaliland signed.", [("Somaliland", "SOM", "PRE")]),
    ("Former president Wande Coker left.", [("Former president Wande Coker", "", "ELI")]),
    ("Amnesty International and the EU", [("Amnesty International", "NGO", ""), ("EU", "EUR", "")]),
    ("NATO said Nato would stay.", [("NATO", "IGO", "MIL"), ("Nato", "IGO", "MIL")]),
    ("Bosnian Serbs left.", [("Bosnian Serbs", "BIH", "CVL")]),
    ("Michael Jordan flew to Jordan.", [("Jordan", "JOR", "")]),
    ("US strikes on Yemen", [("US strikes", "USA", "MIL"), ("Yemen", "YEM", "")]),
    ("South Korean envoy Kim Sung-dal spoke.", [("South Korean envoy Kim Sung-dal", "KOR", "GOV")]),
    ("The ADF rebels struck.", [("ADF rebels", "COD", "REB")]),
    ("The APC won in Nigeria.", [("APC", "NGA", "PTY"), ("Nigeria", "NGA", "")]),
    ("Kadyrovites and Akhmat forces", [("Kadyrovites", "RUS", "PRM"), ("Akhmat forces", "RUS", "PRM")]),
    ("Rights group Amnesty International", [("Rights group Amnesty International", "NGO", "")]),
    ("Lebanese militant group Hezbollah", [("Lebanese militant group Hezbollah", "LBN", "REB")]),
    ("the army Hamas hates", [("army", "", "MIL"), ("Hamas", "PSE", "REB")]),
    (
        "Malian junta leaders and coup plotters",
        [("Malian junta leaders", "MLI", "GOV"), ("coup plotters", "", "REB")],
    ),
    ("Striking nurses' union", [("nurses' union", "", "LAB")]),
    ("Foreign mercenaries struck.", [("Foreign mercenaries", "", "UAF")]),
    ("The caretaker government fell.", [("caretaker government", "", "GOV")]),
    ("The Élysée called the Bundestag.", [("Élysée", "FRA", "GOV"), ("Bundestag", "DEU", "LEG")]),
    ("The FSB and Mossad", [("FSB", "RUS", "SPY"), ("Mossad", "ISR", "SPY")]),
    ("US strikes Yemen", [("US", "USA", ""), ("Yemen", "YEM", "")]),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_phrases(text: str, expected: list[tuple[str, str, str]], lexicon: ActorLexicon) -> None:
    found = [(span.actor.text, span.actor.country, span.actor.sector) for span in find_actors(text, lexicon)]
    assert found == expected


NOBODY = [
    "An APC burned.",
    "The KIA rolled on.",
    "He sold CBI and CMA shares.",
    "The Syrian town was quiet.",
    "She likes French wine and Polish bread.",
    "I polish the turkey.",
    "A Guinea pig slept.",
    "The Gulf of Mexico was calm.",
    "Give it to us now.",
    "Michael Jordan scored.",
    "Voters in Georgia, from Atlanta to Savannah, queued.",
    "He reads the Washington Post.",
    "A general view of the major road",
    "the Korean War",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody(text: str, lexicon: ActorLexicon) -> None:
    found = [span.actor.text for span in find_actors(text, lexicon) if span.actor.text != "Voters"]
    assert found == []


NAMES = [
    ("Turkish police", "Turkish police"),
    ("Russian warplanes", "Russian military"),
    ("Moscow", "Russian government"),
    ("U.S.", "United States"),
    ("FSA", "Free Syrian Army"),
    ("Erdogan", "Recep Tayyip Erdogan"),
    ("the president of Ghana", "Ghanaian president"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_canonical_names(text: str, name: str, lexicon: ActorLexicon) -> None:
    (found,) = find_actors(text, lexicon)
    assert found.actor.name == name


# whole texts in capitals
SHOUTED = [
    ("TURKEY SEALS BORDER WITH IRAQ", [("TURKEY", "TUR", ""), ("IRAQ", "IRQ", "")]),
    ("PRESIDENT DIALLO VOWS TO RETURN", [("PRESIDENT", "", "GOV")]),
    ("JORDAN VOWS TO RETURN", [("JORDAN", "JOR", "")]),
    ("WHO IS IT THAT US TROOPS SAW?", [("US TROOPS", "USA", "MIL")]),
    ("US STRIKES IRAN AGAIN", [("US", "USA", ""), ("IRAN", "IRN", "")]),
    ("ISRAEL'S STRIKES ON GAZA GO ON", [("ISRAEL'S STRIKES", "ISR", "MIL"), ("GAZA", "PSE", "")]),
    ("CONGRESS MEETS AS ERDOGAN FLIES IN", [("CONGRESS", "USA", "LEG"), ("ERDOGAN", "TUR", "GOV")]),
    ("POLISH POLICE MARCH IN MAY", [("POLISH POLICE", "POL", "COP")]),
    ("UN AND ISIS", [("UN", "UNO", ""), ("ISIS", "IMG", "REB")]),
    ("HELP THE BAND MEND ICE", []),
]


@pytest.mark.parametrize(("text", "expected"), SHOUTED)
def test_capitals_throughout(text: str, expected: list[tuple[str, str, str]], lexicon: ActorLexicon) -> None:
    found = [(span.actor.text, span.actor.country, span.actor.sector) for span in find_actors(text, lexicon)]
    assert found == expected


@pytest.mark.parametrize(
    ("day", "sector"),
    [(date(1990, 1, 1), ""), (date(2012, 1, 1), "GOV"), (date(2020, 1, 1), "ELI"), (None, "GOV")],
)
def test_who_held_an_office_on_the_day(day: date | None, sector: str, lexicon: ActorLexicon) -> None:
    (found,) = find_actors("Barack Obama arrived.", lexicon, day)
    assert (found.actor.country, found.actor.sector, found.kind) == ("USA", sector, "person")


@pytest.mark.parametrize(
    ("day", "country"), [(date(2010, 1, 1), "NOR"), (date(2020, 1, 1), "IGO"), (date(2025, 6, 1), "NOR")]
)
def test_an_office_has_its_own_country(day: date, country: str, lexicon: ActorLexicon) -> None:
    (found,) = find_actors("Jens Stoltenberg arrived.", lexicon, day)
    assert (found.actor.country, found.actor.sector) == (country, "GOV" if country == "NOR" else "MIL")


@pytest.mark.parametrize(
    ("text", "maybe"), [("Syria", True), ("Moscow", True), ("the Kremlin", False), ("Syrian army", False)]
)
def test_what_could_be_the_scene(text: str, maybe: bool, lexicon: ActorLexicon) -> None:
    (found,) = find_actors(text, lexicon)
    assert found.could_be_place is maybe


_WORDS = st.sampled_from(
    [
        "Syria",
        "Syrian",
        "'s",
        "the",
        "of",
        "US-led",
        "and",
        ",",
        ".",
        "President",
        "Erdogan",
        "police",
        "army",
        "Moscow",
        "Hamas",
        "leader",
        "former",
        "für",
        "İ",
        "UN",
        "Jordan",
        "–",
        "\n",
    ]
)
_TEXTS = st.lists(_WORDS | st.text(max_size=5), max_size=30).map(" ".join)


@settings(max_examples=200)
@given(_TEXTS)
def test_spans_slice_back_in_order(text: str) -> None:
    end = 0
    for span in find_actors(text, load_actor_lexicon()):
        assert text[span.start : span.end] == span.actor.text != ""
        assert span.start >= end
        assert span.actor.sector == "" or span.actor.sector in SECTORS
        end = span.end


def test_an_article_takes_a_few_milliseconds(lexicon: ActorLexicon) -> None:
    text = "Turkish police arrested protesters in Ankara, a spokesman for the army said. " * 32
    best = min(_seconds(text, lexicon) for _ in range(3))
    assert best < 0.05


def _seconds(text: str, lexicon: ActorLexicon) -> float:
    begin = time.perf_counter()
    find_actors(text, lexicon)
    return time.perf_counter() - begin


MISTAKES = [
    ("organisations.csv", "Blue Ring,XXX,,\n", "unknown country 'XXX'"),
    ("organisations.csv", "Blue Ring,NGO,ABC,\n", "unknown sector 'ABC'"),
    ("groups.csv", "Hamas,PSE,REB,\n", "'Hamas' stands in the codebook already"),
    ("groups.csv", "Blue Ring,NGO\n", "2 cells where the header has 4"),
    ("leaders.csv", "Ada Obi,KEN,GOV,president,2020,,\n", "a date must be YYYY-MM-DD"),
    ("leaders.csv", "Ada Obi,KEN,GOV,president,2020-01-01,2019-01-01,\n", "before it begins"),
    ("roles.csv", "juggler,,XYZ,person,yes\n", "unknown sector, kind or bare"),
    ("guards.csv", "Jordan,nowhere,\n", "unknown guard 'nowhere'"),
    ("roles.csv", "troops,,MIL,collective,yes\n", "'troops' stands in the codebook already"),
    ("modifiers.csv", "sunny,XYZ\n", "unknown sector 'XYZ'"),
    ("modifiers.csv", "rebel,REB\n", "'rebel' stands in the codebook already"),
    ("nonactors.csv", "Korean War,war\n", "'Korean War' stands in the codebook already"),
    ("territories.csv", "Atlantis,XXX,,,,,region\n", "unknown country 'XXX'"),
    ("territories.csv", "Atlantis,GRC,,,,,myth\n", "unknown kind 'myth'"),
    ("leaders.csv", "Ada Obi,XXX,GOV,president,2020-01-01,,\n", "unknown country 'XXX'"),
    ("guards.csv", "Jordan,text\n", "2 cells where the header has 3"),
    ("countries.csv", "SYR,Atlantis,,,,,\n", "'SYR' is no new three-letter country code"),
]


@pytest.mark.parametrize(("file", "row", "problem"), MISTAKES)
def test_a_wrong_row_is_named_with_file_and_line(file: str, row: str, problem: str, tmp_path: Path) -> None:
    for path in [*CODEBOOK.glob("*.csv"), CODEBOOK / "given_names.txt"]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / file).read_text(encoding="utf-8") + row
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=problem) as caught:
        load_actor_lexicon(tmp_path)
    assert caught.value.path == tmp_path / file
    if file != "leaders.csv" or "date" in problem:
        assert caught.value.line == text.count("\n")
