"""Where an act happened, and why that is known where its sentence does not say."""

from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.extract.country_places import country_place
from tasks.records import CodedEvent, Document

PUBLISHED = datetime(2026, 7, 15, 9, tzinfo=UTC)


def code(text: str, event_type: str) -> CodedEvent:
    coding = code_document(Document("d", text, None, PUBLISHED), load_codebook())
    return next(event for event in coding.events if event.event_type == event_type)


@pytest.mark.parametrize(
    ("text", "event_type", "country", "reason"),
    [
        ("Gunmen killed three traders in Mali.", "ASSAULT", "MLI", ""),
        ("Kenyan police arrested 23 protesters on Monday.", "COERCE", "KEN", "sides"),
        ("Israel bombed a convoy of the Lebanese army.", "ASSAULT", "LBN", "sides"),
        ("Chad expelled the French ambassador on Monday.", "SANCTION", "TCD", "sides"),
        ("NAIROBI — Police arrested 23 marchers on Monday.", "COERCE", "KEN", "dateline"),
        ("GENEVA — Kenyan police arrested 23 marchers on Monday.", "COERCE", "KEN", "sides"),
    ],
)
def test_place(text: str, event_type: str, country: str, reason: str) -> None:
    place = code(text, event_type).place
    assert place is not None
    assert (place.country, place.inferred) == (country, reason)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Spain condemned the coup in a statement and accused Russia of backing it.", "ACCUSE"),
        ("France urged Iran to free the crew.", "REQUEST"),
    ],
)
def test_words_between_two_states_have_no_scene(text: str, event_type: str) -> None:
    assert code(text, event_type).place is None


def test_a_country_is_a_place_and_an_organisation_is_none() -> None:
    place = country_place("KEN", "sides")
    assert place is not None
    assert (place.name, place.precision, place.inferred) == ("Kenya", "country", "sides")
    assert -2 < (place.lat or 9) < 2
    assert country_place("UNO", "sides") is None
