"""Objects that point back: at whoever did the deed, at both sides, at a person."""

from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.records import CodedEvent, Document


def _event(text: str, event_type: str) -> CodedEvent:
    document = Document("d", text, None, datetime(2026, 11, 18, tzinfo=UTC))
    found = [e for e in code_document(document, load_codebook()).events if e.event_type == event_type]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "event_type", "recipients"),
    [
        ("Chad closed its border with Libya on Monday. Egypt condemned the move.", "ACCUSE", {"TCD"}),
        ("Peru expelled a Chilean diplomat on Monday. Brazil criticised the decision.", "ACCUSE", {"PER"}),
        ("Oman and Yemen reached an agreement on Monday. Kuwait praised both.", "SUPPORT", {"OMN", "YEM"}),
        ("Kenya's president visited Ghana on Monday. Togo's president praised him.", "SUPPORT", {"KEN"}),
    ],
)
def test_the_object_is_whoever_it_points_at(text: str, event_type: str, recipients: set[str]) -> None:
    assert {actor.country for actor in _event(text, event_type).recipients} == recipients


def test_the_one_who_acts_is_never_the_object() -> None:
    event = _event("Chad closed its border with Libya. Chad defended the move and praised Niger.", "SUPPORT")
    assert "TCD" not in {actor.country for actor in event.recipients}


def test_the_city_is_the_one_just_told_of() -> None:
    text = "Fighting broke out near Kismayo on Monday. Somali rebels entered the city and captured the port."
    event = _event(text, "COERCE")
    assert event.place is not None
    assert event.place.name == "Kismayo"
