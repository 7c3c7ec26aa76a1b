"""Modes that no frame names, read from the words around a trigger."""

from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.records import Document


@pytest.mark.parametrize(
    ("text", "event_type", "mode"),
    [
        ("Togo asked Ghana for help on Monday.", "REQUEST", "assist"),
        ("Togo urged Ghana to release the fishermen.", "REQUEST", "yield"),
        ("Togo urged Ghana to hold talks on the border.", "REQUEST", "meet"),
        ("Togo urged Ghana to respect the judges.", "REQUEST", "change"),
        ("Eritrea rejected an Ethiopian offer of talks.", "REJECT", "meet"),
        ("Malta threatened Libya with war.", "THREATEN", "violence"),
        ("Malta warned Libya that it would impose sanctions.", "THREATEN", "restrict"),
        ("A Turkish drone killed two Syrian soldiers.", "ASSAULT", "drone"),
        ("Militiamen attacked a Nigerian village with machetes.", "ASSAULT", "primitive"),
    ],
)
def test_the_mode_is_told_by_words(text: str, event_type: str, mode: str) -> None:
    document = Document("d", text, None, datetime(2026, 11, 18, tzinfo=UTC))
    modes = [e.modes for e in code_document(document, load_codebook()).events if e.event_type == event_type]
    assert modes == [(mode,)]
