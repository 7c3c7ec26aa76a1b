"""Signs of a good coding, and what they weigh."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.errors import ConfigError
from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.extract.confidence import SIGNS, confidence, load_weights, signs
from tasks.records import CodedEvent, Document


def coded(text: str) -> CodedEvent:
    return code_document(
        Document("x", text, None, datetime(2026, 7, 15, tzinfo=UTC)), load_codebook()
    ).events[0]


def frame_of(event: CodedEvent):  # type: ignore[no-untyped-def]
    return next(frame for frame in load_codebook().frames if frame.rule_id == event.rule_id)


def test_named_sides_are_surer_than_nobody() -> None:
    both = coded("Kenya expelled two Somali diplomats on Monday.")
    nobody = replace(both, actors=(), date_precision="inferred")
    frame = frame_of(both)
    assert {"actor_named", "recipient_named", "date_told"} <= set(signs(both, frame, True))
    assert "actor_nobody" in set(signs(nobody, frame, True))
    assert confidence(both, frame, True) > confidence(nobody, frame, True) + 0.1


def test_readings_that_differ_make_a_coding_less_sure() -> None:
    event = coded("Kenya expelled two Somali diplomats on Monday.")
    frame = frame_of(event)
    assert confidence(event, frame, False) < confidence(event, frame, True)
    assert confidence(event, frame, True) == event.confidence


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "no weights"),
        ("[weights]\nalways = 1.0\n", "missing or unknown: actor_country_inferred"),
        ("[weights\n", "no weights"),
    ],
)
def test_wrong_weights_are_refused(tmp_path: Path, written: str, says: str) -> None:
    path = tmp_path / "confidence.toml"
    path.write_text(written, "utf-8")
    with pytest.raises(ConfigError, match=says):
        load_weights(path)


def test_every_sign_is_weighed() -> None:
    assert set(load_weights()) == set(SIGNS)
