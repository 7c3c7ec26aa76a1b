"""What the text says did not happen is no event, and gives its reason."""

from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.records import Coding, Document


def _code(text: str) -> Coding:
    published = datetime(2026, 11, 18, tzinfo=UTC)
    return code_document(Document("d", text, None, published), load_codebook())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Chad did not attack Sudan on Monday.", "negated"),
        ("No rockets were fired at Haifa on Monday.", "negated"),
        ("Neither Chad nor Niger deployed troops along the border.", "negated"),
        ("None of the Malian soldiers attacked the village.", "negated"),
        ("Uganda denied that it had deployed troops in Ituri.", "denied"),
        ("Uganda denies having sent weapons to Sudan.", "denied"),
        ("It is not true that Malta arrested the Libyan envoy.", "denied"),
        ("Chile stopped short of condemning Bolivia.", "negated"),
        ("Turkish police made no arrests in Izmir.", "negated"),
        ("Had Iran attacked Iraq, the price of oil would have risen.", "conditional"),
    ],
)
def test_no_event(text: str, reason: str) -> None:
    coding = _code(text)
    assert coding.events == ()
    assert reason in {rejected.reason for rejected in coding.rejected}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("No fewer than forty Malian soldiers attacked a village in Burkina Faso.", "ASSAULT"),
        ("Rwanda denied accusations by Congo that it backs the rebels.", "REJECT"),
        ("Uganda denied the report; Kenya arrested a Ugandan envoy.", "COERCE"),
    ],
)
def test_what_only_looks_negated_is_coded(text: str, event_type: str) -> None:
    assert event_type in {event.event_type for event in _code(text).events}
