"""Who acts on whom, by classes of syntax; read by the shipped parser, with the words around as second opinion."""

from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.records import Document

PUBLISHED = datetime(2026, 7, 15, 12, tzinfo=UTC)
Sides = tuple[str, str, str]


def coded(text: str, title: str | None = None) -> set[Sides]:
    """Type, actors' and recipients' countries of every event."""
    coding = code_document(Document("x", text, title, PUBLISHED), load_codebook())
    return {
        (event.event_type, _countries(event.actors), _countries(event.recipients)) for event in coding.events
    }


def _countries(actors) -> str:  # type: ignore[no-untyped-def]
    return "+".join(sorted({actor.country for actor in actors if actor.country}))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        # a verb taken for a participle of its subject
        ("Merkel called on Russia to withdraw its troops.", ("REQUEST", "DEU", "RUS")),
        ("Bolivia's president called for talks with Chile.", ("REQUEST", "BOL", "CHL")),
        # relative clauses
        ("The diplomats whom Kenya expelled were Somali envoys.", ("SANCTION", "KEN", "SOM")),
        ("Rebels who burned two villages attacked Chadian soldiers on Friday.", ("ASSAULT", "TCD", "TCD")),
        # control: whoever is to act is asked
        ("Oslo demanded that Lima close its port to Russian ships.", ("REQUEST", "NOR", "PER")),
        ("The United Nations repeated its demand that Israel ease curbs on the movement of Palestinian workers.",
         ("REQUEST", "UNO", "ISR")),
        # reported speech: the teller has done nothing
        ("Chinese coast guard ships rammed the boat on Monday, the Philippine navy said, injuring four sailors.",
         ("ASSAULT", "CHN", "PHL")),
        # possessors of nominal acts
        ("The United Nations condemned North Korea's firing of a missile.", ("ACCUSE", "UNO", "PRK")),
        # coordination of actors
        ("Foreign ministers from Peru, Chile and Bolivia met in Quito on Monday.", ("CONSULT", "BOL+CHL+PER", "")),
        ("Turkey's president met his Armenian counterpart in Tbilisi. The two signed a border agreement.",
         ("SUPPORT", "ARM+TUR", "")),
        # counted objects
        ("Afghan rebels kidnapped up to 16 Russian advisers on Friday.", ("ASSAULT", "AFG", "RUS")),
        ("Israel charged a 16-year-old Palestinian girl on Monday.", ("ACCUSE", "ISR", "PSE")),
        # a capital that is no modal
        ("Prime Minister Theresa May called on China to free the activist.", ("REQUEST", "GBR", "CHN")),
    ],
)  # fmt: skip
def test_sides_by_syntax(text: str, event: Sides) -> None:
    assert event in coded(text)


@pytest.mark.parametrize(
    ("headline", "event"),
    [
        ("Israel Arrests Danish Journalist", ("COERCE", "ISR", "DNK")),
        ("Jordan Expels Iranian Ambassador", ("SANCTION", "JOR", "IRN")),
        ("TURKEY SEALS BORDER WITH IRAQ", ("COERCE", "TUR", "IRQ")),
    ],
)
def test_headlines_with_capitals(headline: str, event: Sides) -> None:
    assert event in coded("The ministry gave no details.", headline)


@pytest.mark.parametrize(
    "text",
    [
        "The Swiss Crystal hit a pillar of the bridge, injuring 27 people.",
        "Moon spoke to CNN on Tuesday.",
        "Obama was very encouraged by Trump's willingness to work together.",
    ],
)
def test_names_and_senses_that_are_no_acts(text: str) -> None:
    assert coded(text) == set()


def test_an_object_of_an_object_is_not_what_was_done() -> None:
    """ "Carried out the attack in retaliation for air strikes"."""
    coding = code_document(
        Document(
            "x",
            "The Taliban said it carried out the attack in retaliation for air strikes in Kunduz.",
            None,
            PUBLISHED,
        ),
        load_codebook(),
    )
    assert "assault.airstrike-do" not in {event.rule_id for event in coding.events}


def test_a_death_goes_on_with_the_attack_before_it() -> None:
    text = "Armed men abducted students from a hostel in Kaduna on November 2. A teacher was shot dead."
    killed = [
        event.killed for event in code_document(Document("x", text, None, PUBLISHED), load_codebook()).events
    ]
    assert 1 in killed


def test_a_caption_on_a_line_of_its_own_is_a_sentence() -> None:
    text = "Protesters in Seoul, file photo\nKim Jong Un threatened on Monday to attack Japan."
    events = code_document(Document("x", text, None, PUBLISHED), load_codebook()).events
    assert {event.sentence for event in events if event.event_type == "THREATEN"} == {
        "Kim Jong Un threatened on Monday to attack Japan."
    }
