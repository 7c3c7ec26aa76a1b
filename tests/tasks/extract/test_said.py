"""Every part of an event reads back to its words, or says why nobody had to say it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tasks.errors import ExtractError
from tasks.extract.codebook import load_codebook
from tasks.extract.coder import checked, code_document
from tasks.records import Coding, Document, Span

PUBLISHED = datetime(2026, 7, 15, 9, tzinfo=UTC)


def code(text: str) -> tuple[Coding, Document]:
    document = Document("d", text, "News", PUBLISHED)
    return code_document(document, load_codebook()), document


@pytest.mark.parametrize(
    ("text", "event_type", "wanted"),
    [
        (
            "Ethiopia sealed its border with Eritrea on Monday.",
            "COERCE",
            {
                "trigger": "sealed",
                "actors[0]": "Ethiopia",
                "recipients[0]": "Eritrea",
                "event_date": "Monday",
            },
        ),
        (
            "Ethiopia sealed its border with Eritrea. It also expelled the ambassador of Eritrea.",
            "SANCTION",
            {"trigger": "expelled", "actors[0]": "It"},
        ),
        (
            "Kenyan police arrested 23 protesters in Nairobi.",
            "COERCE",
            {"trigger": "arrested", "recipients[0]": "protesters", "place": "Nairobi", "arrested": "23"},
        ),
    ],
)
def test_words_of_the_parts(text: str, event_type: str, wanted: dict[str, str]) -> None:
    coding, document = code(text)
    (event,) = (event for event in coding.events if event.event_type == event_type)
    told = {span.field: document.full_text[span.start : span.end] for span in event.spans}
    assert {field: told.get(field) for field in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "event_type", "field", "reason"),
    [
        ("Ethiopia sealed its border.", "COERCE", "event_date", "publication"),
        (
            "Ethiopia sealed its border. It also expelled the ambassador of Eritrea.",
            "SANCTION",
            "actors[0]",
            "pronoun",
        ),
        ("Gunmen killed three traders in Mali.", "ASSAULT", "actors[0].country", "place"),
        ("NAIROBI — Gunmen killed three traders on Monday.", "ASSAULT", "place", "dateline"),
    ],
)
def test_reasons(text: str, event_type: str, field: str, reason: str) -> None:
    coding, _ = code(text)
    (event,) = (event for event in coding.events if event.event_type == event_type)
    assert dict(event.inferred).get(field) == reason


@pytest.mark.parametrize(
    "span", [Span(900, 905), Span(5, 5), Span(4, 6)], ids=["behind the text", "empty", "blank only"]
)
def test_a_span_that_does_not_read_back_is_refused(span: Span) -> None:
    coding, document = code("Ethiopia sealed its border with Eritrea on Monday.")
    assert checked(coding, document) is coding
    (event,) = coding.events
    broken = replace(coding, events=(replace(event, date_span=span),))
    with pytest.raises(ExtractError, match="event_date"):
        checked(broken, document)
    other = replace(coding, events=(replace(event, trigger_span=Span(6, 14)),))
    with pytest.raises(ExtractError, match="not the trigger"):
        checked(other, document)
