"""Which day an act was, where a sentence tells several, another one's, or none."""

from datetime import UTC, date, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.records import CodedEvent, Document

WEDNESDAY = datetime(2026, 7, 15, 9, tzinfo=UTC)


def code(text: str, event_type: str, published: datetime = WEDNESDAY) -> CodedEvent:
    coding = code_document(Document("d", text, None, published), load_codebook())
    return next(event for event in coding.events if event.event_type == event_type)


@pytest.mark.parametrize(
    ("text", "event_type", "day"),
    [
        (
            "Israel bombed Gaza on Monday after rockets had hit Israel on Sunday.",
            "ASSAULT",
            date(2026, 7, 13),
        ),
        (
            "Kenyan police arrested 23 protesters on Sunday, a minister said on Tuesday.",
            "COERCE",
            date(2026, 7, 12),
        ),
        ("Kenyan police arrested 23 protesters, a minister said on Tuesday.", "COERCE", date(2026, 7, 14)),
        (
            "The toll from the bombing of a market in Mogadishu on Sunday rose to nine on Tuesday.",
            "ASSAULT",
            date(2026, 7, 12),
        ),
    ],
)
def test_the_day_of_its_own_clause(text: str, event_type: str, day: date) -> None:
    event = code(text, event_type)
    assert (event.event_date, event.date_precision, event.date_inferred) == (day, "day", "")


@pytest.mark.parametrize(
    ("text", "event_type", "day", "reason"),
    [
        (
            "Gunmen raided a village in Mali on Sunday. They abducted six boys before they left.",
            "ASSAULT",
            date(2026, 7, 12),
            "",
        ),
        (
            "Kenya held elections on Sunday. Kenyan police arrested 23 protesters in Nairobi.",
            "COERCE",
            date(2026, 7, 12),
            "sentence before",
        ),
        (
            "Chad sent boats to the lake on Sunday. It rained. It rained again. Cameroon closed its border with"
            " Nigeria the same day.",
            "COERCE",
            date(2026, 7, 12),
            "sentence before",
        ),
        (
            "Kenya held elections on Sunday. France urged Kenya to free the protesters.",
            "REQUEST",
            date(2026, 7, 15),
            "publication",
        ),
        (
            "It rained on 3 May. Kenyan police arrested a farmer.",
            "COERCE",
            date(2026, 7, 15),
            "publication",
        ),
    ],
)
def test_an_act_without_a_day(text: str, event_type: str, day: date, reason: str) -> None:
    event = code(text, event_type)
    assert (event.event_date, event.date_inferred) == (day, reason)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("North Korea fired a missile over Japan on Thursday.", date(2026, 7, 16)),
        ("North Korea fired a missile over Japan on Tuesday.", date(2026, 7, 14)),
        ("North Korea fired a missile over Japan last Thursday.", date(2026, 7, 9)),
    ],
)
def test_days_begin_early_in_the_far_east(text: str, day: date) -> None:
    assert code(text, "MOBILIZE").event_date == day


def test_six_days_ago_is_six_days_ago_elsewhere() -> None:
    assert code("Kenyan police arrested 23 protesters on Thursday.", "COERCE").event_date == date(2026, 7, 9)
