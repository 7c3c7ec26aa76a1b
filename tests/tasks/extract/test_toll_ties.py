"""Which act a count belongs to, within a sentence and behind it."""

from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.records import CodedEvent, Document, Toll, TollKind

PUBLISHED = datetime(2026, 7, 15, 9, tzinfo=UTC)


def code(text: str, title: str | None = None) -> dict[str, CodedEvent]:
    """The events of a text by type."""
    coding = code_document(Document("d", text, title, PUBLISHED), load_codebook())
    return {event.event_type: event for event in coding.events}


def bounds(event: CodedEvent, kind: TollKind) -> tuple[int | None, int | None] | None:
    toll = event.toll(kind)
    return (toll.low, toll.high) if toll else None


@pytest.mark.parametrize(
    ("text", "event_type", "kind", "wanted"),
    [
        ("Gunmen killed between 10 and 15 villagers near Gao, Mali.", "ASSAULT", "killed", (10, 15)),
        ("Thousands of protesters marched through Tunis on Sunday.", "PROTEST", "crowd", (2000, None)),
        ("Kenyan police arrested 23 protesters in Nairobi.", "COERCE", "arrested", (23, 23)),
        ("France deployed 2,000 troops to Chad on Monday.", "MOBILIZE", "crowd", (2000, 2000)),
        ("Gunmen kidnapped at least 30 students in Nigeria.", "ASSAULT", "abducted", (30, None)),
        (
            "Gunmen attacked a market in Nigeria on Monday. At least 12 people died and dozens were injured.",
            "ASSAULT",
            "killed",
            (12, None),
        ),
        (
            "Gunmen attacked a market in Nigeria on Monday. At least 12 people died and dozens were injured.",
            "ASSAULT",
            "injured",
            (24, None),
        ),
        (
            "Gunmen attacked a market in Nigeria on Monday. The governor spoke. The toll rose to 19 on Tuesday.",
            "ASSAULT",
            "killed",
            (19, 19),
        ),
        (
            "Protesters gathered in Lima. Police said 3,000 people attended.",
            "PROTEST",
            "crowd",
            (3000, 3000),
        ),
    ],
)
def test_own_counts(
    text: str, event_type: str, kind: TollKind, wanted: tuple[int | None, int | None]
) -> None:
    assert bounds(code(text)[event_type], kind) == wanted


@pytest.mark.parametrize(
    ("text", "event_type", "kind"),
    [
        ("Kenyan police arrested 12 men over the killing of three tourists.", "COERCE", "killed"),
        ("Venezuela closed its border with Colombia. At least 12 people died in a bus.", "COERCE", "killed"),
        ("Gunmen attacked a market in Nigeria. A similar raid in May killed 30 people.", "ASSAULT", "killed"),
        ("Gunmen attacked a market in Nigeria. In Brazil, 30 people were killed.", "ASSAULT", "killed"),
        ("Gunmen attacked a market in Nigeria. The war has killed 90,000 people.", "ASSAULT", "killed"),
        ("Gunmen attacked a market in Nigeria. It could have killed 300 people.", "ASSAULT", "killed"),
    ],
)
def test_counts_of_other_acts(text: str, event_type: str, kind: TollKind) -> None:
    assert bounds(code(text)[event_type], kind) is None


def test_a_number_is_of_one_act_only() -> None:
    events = code("Police in Kenya shot dead four protesters in Kisumu on Tuesday and arrested 52.")
    held = [toll.span for event in events.values() for toll in event.tolls]
    assert len(held) == len(set(held)) == 2
    assert bounds(events["ASSAULT"], "killed") == (4, 4)


def test_the_plain_numbers_are_those_said() -> None:
    event = code("Shelling killed four soldiers and wounded dozens near Gao, Mali.")["ASSAULT"]
    assert (event.killed, event.injured) == (4, None)
    assert {toll.kind for toll in event.tolls} == {"killed", "injured"}


def test_spans_of_counts_are_of_the_whole_text() -> None:
    text, title = "Gunmen attacked a market in Nigeria. Twelve people died.", "Raid in Nigeria"
    (toll,) = code(text, title)["ASSAULT"].tolls
    assert isinstance(toll, Toll)
    assert f"{title}\n\n{text}"[toll.span.start : toll.span.end] == "Twelve"
