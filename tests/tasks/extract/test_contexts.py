"""What an act is about: by words, by sides, and by the article."""

from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.extract.contexts import load_context_rules
from tasks.records import Document


def contexts(text: str, event_type: str, title: str | None = None) -> set[str]:
    document = Document("d", text, title, datetime(2026, 7, 15, tzinfo=UTC))
    coding = code_document(document, load_codebook())
    return set(next(event for event in coding.events if event.event_type == event_type).contexts)


@pytest.mark.parametrize(
    ("text", "event_type", "wanted", "unwanted"),
    [
        ("France urged Iran to free the crew.", "REQUEST", "diplomatic", "military"),
        ("Kenyan police arrested 23 protesters in Nairobi.", "COERCE", "", "diplomatic"),
        ("Israeli troops arrested twelve Palestinians on Monday.", "COERCE", "military", "diplomatic"),
        ("The president of Kenya praised the farmers of Kenya.", "SUPPORT", "", "executive"),
        ("Police in Kenya imposed a curfew in Kisumu on Monday.", "COERCE", "legal", "military"),
        (
            "Thousands of protesters marched in Lima against the election result.",
            "PROTEST",
            "election",
            "territory",
        ),
        ("Ethiopia sealed its border with Eritrea.", "COERCE", "", "territory"),
        (
            "Hackers from Russia defaced Estonian websites on Monday, Estonia said.",
            "COERCE",
            "cyber",
            "military",
        ),
    ],
)
def test_contexts(text: str, event_type: str, wanted: str, unwanted: str) -> None:
    found = contexts(text, event_type)
    assert {wanted} - {""} <= found
    assert unwanted not in found


def test_what_title_and_opening_both_say_holds_for_the_whole_article() -> None:
    title = "Cholera epidemic empties Goma's markets"
    text = "An epidemic of cholera has spread in Goma. It rained. Police arrested 12 traders in the Congo."
    assert "health" in contexts(text, "COERCE", title)
    assert "health" not in contexts(text, "COERCE")


def test_every_rule_is_of_a_known_context_type_and_sector() -> None:
    rules, codebook = load_context_rules(), load_codebook()
    assert {*rules.between_states, *rules.sectors} <= set(codebook.contexts)
    assert all(types <= set(codebook.types) for types in rules.between_states.values())
    assert rules.sectors["military"] == {"MIL"}
