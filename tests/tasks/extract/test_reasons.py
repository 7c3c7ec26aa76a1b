"""Why something is not coded: every reason has a meaning and comes out for typical sentences."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.records import Document

PUBLISHED = datetime(2026, 7, 15, 12, tzinfo=UTC)
TABLE = tomllib.loads((Path(__file__).parent / "reasons.toml").read_text("utf-8"))
CASES = [(reason, sentence) for reason, sentences in TABLE.items() for sentence in sentences]
OTHERS = {"no_actor", "wrong_actor", "future", "embedded", "repeated", "lifestyle"}  # shown in test_coder


@pytest.mark.parametrize(("reason", "sentence"), CASES)
def test_nothing_is_coded_and_the_reason_is_told(reason: str, sentence: str) -> None:
    coding = code_document(Document("said", sentence, None, PUBLISHED), load_codebook())
    assert coding.events == ()
    assert reason in {rejected.reason for rejected in coding.rejected}, coding.rejected


def test_every_reason_of_the_closed_list_is_shown_and_says_what_it_means() -> None:
    reasons = load_codebook().filters.reasons
    assert set(TABLE) | OTHERS == set(reasons)
    assert min(len(sentences) for sentences in TABLE.values()) >= 3
    assert all(meaning.endswith(".") for meaning in reasons.values())


@pytest.mark.parametrize(
    "sentence",
    [
        "Turkey attacked Syria, and Russia may follow.",
        "Russia bombed Kharkiv, and a planned rally was called off.",
        "Egyptian troops attacked Sudanese rebels before the price war began.",
        "Police in Nairobi arrested protesters near a museum.",
        "Eritrea declared war on Ethiopia on Monday.",
        "The Tuareg rebels declared war on the army of Mali.",
        "Egyptian police arrested a journalist accused of fraud.",
        "A Russian court sentenced an opposition activist to prison for fraud.",
        "Iranian police arrested a woman at a protest in Shiraz.",
        "Rwandan troops attacked Congolese soldiers, although Kigali denied sending drones.",
    ],
)
def test_a_doubt_about_something_else_takes_no_event_away(sentence: str) -> None:
    coding = code_document(Document("said", sentence, None, PUBLISHED), load_codebook())
    assert coding.events, coding.rejected
