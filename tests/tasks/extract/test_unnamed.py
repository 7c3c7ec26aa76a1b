"""Who did it where nobody is named: attackers, police or protesters of the place, and only where that is told."""

from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.extract.unnamed import with_unnamed_doer
from tasks.records import CodedEvent, Document

PUBLISHED = datetime(2026, 3, 4, tzinfo=UTC)


def told(text: str) -> CodedEvent:
    (event,) = code_document(Document("d", text, None, PUBLISHED), load_codebook()).events
    return event


# sentence, (name, country, sector) of each actor
CASES = [
    (
        "Three US soldiers were killed by a roadside bomb near Basra.",
        [("unidentified attackers", "IRQ", "UAF")],
    ),
    ("A journalist was shot dead in Beirut.", [("unidentified attackers", "LBN", "UAF")]),
    ("Six opposition activists were arrested in Harare.", [("police", "ZWE", "COP")]),
    ("Taliban fighters killed six soldiers in Kunduz.", [("Taliban", "AFG", "REB")]),
    ("Six soldiers were killed in an air strike in Idlib.", []),
    ("Three US soldiers were killed by a roadside bomb.", []),
]


@pytest.mark.parametrize(("text", "actors"), CASES)
def test_the_doer_is_of_the_place(text: str, actors: list[tuple[str, str, str]]) -> None:
    event = told(text)
    assert [(one.name, one.country, one.sector) for one in event.actors] == actors


def test_it_is_marked_as_inferred_and_has_no_words() -> None:
    (actor,) = told("A journalist was shot dead in Beirut.").actors
    assert (actor.text, actor.span, actor.inferred, actor.inferred_country) == ("", None, "unnamed", "place")


def test_nothing_is_done_twice() -> None:
    event = told("A journalist was shot dead in Beirut.")
    assert with_unnamed_doer(event) is event
