"""By which rule a participant without a country of its own gets one."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from tasks.extract.actors import find_actors, load_actor_lexicon
from tasks.extract.candidates import find_candidates
from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.extract.countries import COUNTRY_REASONS, CountryReason, infer_countries
from tasks.extract.parties import Memory, Party
from tasks.extract.places import find_places, load_gazetteer
from tasks.extract.reading import read_sentence
from tasks.extract.roles import find_roles
from tasks.extract.settle import Setting
from tasks.extract.somebody import find_adjectives
from tasks.extract.spans import Sentence
from tasks.records import Actor, Document, Place

ACCRA = Place("Accra", "Accra", "GHA", "Greater Accra", 5.56, -0.2, "city")
LAST = Memory(last=Party(Actor("Kenya", "Kenya", "KEN"), 0))

# sentence, setting, memory -> (country, reason) of the actor and of the recipient
CASES = [
    (
        "Mumbai police arrested two activists.",
        Setting(None),
        Memory(),
        ("IND", "modifier"),
        None,
    ),
    ("Rebels killed six villagers in Idlib.", Setting(None), Memory(), ("SYR", "place"), ("SYR", "place")),
    (
        "Rebels killed six villagers.",
        Setting(None, country="MLI", countries=("MLI",)),
        Memory(),
        ("MLI", "story"),
        ("MLI", "story"),
    ),
    (
        "Police arrested six villagers.",
        Setting(None, place=ACCRA, country="GHA", countries=("GHA",)),
        Memory(),
        ("GHA", "dateline"),
        ("GHA", "dateline"),
    ),
    (
        "The government arrested six villagers.",
        Setting(None, country="UGA", countries=("UGA",)),
        LAST,
        ("KEN", "memory"),
        ("UGA", "story"),
    ),
    (
        "Police arrested six activists in the capital.",
        Setting(None, spoken_of=ACCRA),
        Memory(),
        ("GHA", "capital"),
        ("GHA", "capital"),
    ),
    (
        "Macedonian troops killed two ethnic Albanians.",
        Setting(None, country="GRC", countries=("GRC",)),
        Memory(),
        None,
        ("MKD", "sentence"),
    ),
    ("Syrian troops killed two Iraqi soldiers.", Setting(None), Memory(), None, None),
    ("Rebels killed six villagers near the river.", Setting(None), Memory(), None, None),
]


@pytest.mark.parametrize(("text", "setting", "memory", "actor", "recipient"), CASES)
def test_the_rule_is_told(
    text: str,
    setting: Setting,
    memory: Memory,
    actor: tuple[str, str] | None,
    recipient: tuple[str, str] | None,
) -> None:
    lexicon = load_actor_lexicon()
    actors = find_actors(text, lexicon)
    actors = (*actors, *find_adjectives(text, lexicon, actors))
    places = find_places(text, load_gazetteer())
    reading = read_sentence(Sentence(1, 0, len(text), text), actors, places, (), load_codebook())
    candidate = find_candidates(reading)[0][0]
    roles = find_roles(reading, candidate, memory)
    found = infer_countries(reading, candidate, roles, setting, memory)
    told = [one and (one.country, one.reason) for one in (*found.actors[:1], *found.recipients[:1])]
    known = roles.recipients and roles.recipients[0].actor.country
    assert told == [actor, recipient if not known else None]


def test_every_reason_has_a_meaning() -> None:
    assert set(COUNTRY_REASONS) == set(get_args(CountryReason))
    assert all(COUNTRY_REASONS.values())


def test_a_compound_before_a_role_says_nothing_of_its_country() -> None:
    text = "An anti-Syria journalist was killed in a car bomb explosion in Beirut."
    coding = code_document(Document("d", text, None, datetime(2026, 3, 4, tzinfo=UTC)), load_codebook())
    assert {actor.country for event in coding.events for actor in event.recipients} == {"LBN"}
