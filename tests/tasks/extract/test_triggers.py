"""Every frame is shown at work by its own example."""

from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.extract.frames import Frame
from tasks.records import Document

PUBLISHED = datetime(2026, 7, 15, 12, tzinfo=UTC)
FRAMES = load_codebook().frames


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.rule_id)
def test_example_gives_its_type(frame: Frame) -> None:
    coding = code_document(Document("example", frame.example, None, PUBLISHED), load_codebook())
    assert frame.event_type in {event.event_type for event in coding.events}, coding.rejected


def test_frames_cover_the_ontology() -> None:
    codebook = load_codebook()
    assert len(FRAMES) >= 600
    assert {frame.event_type for frame in FRAMES} == set(codebook.types)
    wanted = {(kind.name, mode) for kind in codebook.types.values() for mode in kind.modes}
    assert wanted == {(frame.event_type, mode) for frame in FRAMES for mode in frame.modes}


def test_most_examples_fire_their_own_rule() -> None:
    """Frames overlap on purpose, and the most specific one wins; a rule that never wins would be dead weight."""
    codebook = load_codebook()
    own = 0
    for frame in FRAMES:
        coding = code_document(Document("example", frame.example, None, PUBLISHED), codebook)
        own += frame.rule_id in {event.rule_id for event in coding.events}
    assert own >= 0.73 * len(FRAMES)
