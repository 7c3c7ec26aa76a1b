"""One article with a closed border, a call, a shooting, clashes and a captured city: the events that it must give."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.records import CodedEvent, Coding, Document

TITLE = "Guinea closes frontier with Liberia as fighting spreads in the south"
TEXT = """CONAKRY (Wire) - Guinea's government sealed its border with Liberia on Thursday after a week of unrest, \
a spokesman for the country's military command said.

Colonel Mamadou Diallo, the spokesman, said no vehicle would be allowed to cross until further notice.

Guinea's prime minister telephoned the Liberian president late on Saturday to discuss the closure, his office said in \
a statement.

In the southern town of Macenta, security forces fired on demonstrators on Wednesday, killing four people and wounding \
eleven. Hundreds of residents had marched through Macenta that day to protest against a new tax.

Clashes between government forces and opposition groups broke out near Kissidougou on Tuesday, witnesses said, and \
government forces clashed with opposition groups near Gueckedou on Friday.

On Sunday the opposition groups entered Nzerekore and seized large parts of the city.

Guinea's football team will play Ghana next month."""


@pytest.fixture(scope="module")
def coding() -> Coding:
    published = datetime(2026, 11, 16, 9, tzinfo=UTC)  # a Monday
    return code_document(Document("border", TEXT, TITLE, published), load_codebook())


def _actors(event: CodedEvent) -> set[tuple[str, str]]:
    return {(actor.country, actor.sector) for actor in event.actors}


def _countries(event: CodedEvent) -> set[str]:
    return {actor.country for actor in event.recipients}


def _closes(event: CodedEvent) -> bool:
    closed = event.event_type == "COERCE" and "restrict" in event.modes
    return closed and _actors(event) == {("GIN", "GOV")} and _countries(event) == {"LBR"}


def _phones(event: CodedEvent) -> bool:
    called = event.event_type == "CONSULT" and "phone" in event.modes
    both = {a.country for a in (*event.actors, *event.recipients)} == {"GIN", "LBR"}
    return called and both and event.event_date == date(2026, 11, 14)


def _in_macenta(event: CodedEvent) -> bool:
    return event.place is not None and event.place.name == "Macenta"


def _protests(event: CodedEvent) -> bool:
    return event.event_type == "PROTEST" and _in_macenta(event)


def _shoots(event: CodedEvent) -> bool:
    shot = event.event_type == "ASSAULT" and "firearms" in event.modes and _in_macenta(event)
    return shot and (event.killed, event.injured, event.event_date) == (4, 11, date(2026, 11, 11))


def _clash_on(day: date) -> Callable[[CodedEvent], bool]:
    sides = {("GIN", "MIL"), ("GIN", "OPP")}
    return lambda e: e.event_type == "ASSAULT" and _actors(e) == sides and e.event_date == day


def _seizes(event: CodedEvent) -> bool:
    seized = event.event_type == "COERCE" and "seize" in event.modes
    return seized and _actors(event) == {("GIN", "OPP")} and event.event_date == date(2026, 11, 15)


@pytest.mark.parametrize(
    "fits",
    [
        _closes,
        _phones,
        _protests,
        _shoots,
        _clash_on(date(2026, 11, 10)),
        _clash_on(date(2026, 11, 13)),
        _seizes,
    ],
    ids=["closure", "phone", "protest", "shooting", "clash-tuesday", "clash-friday", "seizure"],
)
def test_it_gives(coding: Coding, fits: Callable[[CodedEvent], bool]) -> None:
    assert len([event for event in coding.events if fits(event)]) == 1, coding.events


def test_it_gives_nothing_else(coding: Coding) -> None:
    assert len(coding.events) == 7, [(e.event_type, e.sentence) for e in coding.events]
