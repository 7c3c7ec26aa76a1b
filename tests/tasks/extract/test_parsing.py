"""Only what can hold an event is parsed; names that no list knows are explained by the words beside them."""

from collections.abc import Sequence

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.extract.parsing import parse_tellers, telling, without_scare_quotes
from tasks.extract.syntax import NameSpan, Node, Parse
from tasks.records import Document

DULL, TELLING = "The river is long and calm.", "Kenyan police arrested two men in Nairobi on Friday."


class Counting:
    """A parser that remembers what it was asked to parse."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        self.asked += sentences
        return [Parse((Node(0, 1, "x", "X", frozenset(), 0, "root"),)) for _ in sentences]

    def names(self, sentences: Sequence[str]) -> list[tuple[NameSpan, ...]]:
        return [()] * len(sentences)


def test_only_tellers_are_parsed() -> None:
    texts = [DULL, TELLING, DULL]
    parser = Counting()
    tellers = telling(texts, load_codebook())
    trees = parse_tellers(texts, tellers, parser)
    assert parser.asked == [TELLING]
    assert [bool(tree.nodes) for tree in trees] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("Kenyan police chief Amos Wekesa arrested two men in Nairobi on Friday.", "KEN", "COP"),
        ("The rebel group Jund al-Sahra attacked a village in Niger on Friday.", "NER", "REB"),
        ("Tarek Bengharsa, a spokesman for the Libyan army, accused Chad of arming smugglers.", "LBY", "MIL"),
    ],
)
def test_an_unknown_name_is_who_its_words_say(text: str, country: str, sector: str) -> None:
    event = code_document(Document("x", text), load_codebook()).events[0]
    assert [(actor.country, actor.sector) for actor in event.actors] == [(country, sector)]


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("called the “outrageous” firing of", "called the  outrageous  firing of"),
        ('a "very tough" line', "a  very tough  line"),
        ("said: “We will not leave the town.”", "said: “We will not leave the town.”"),
        ("Kenya’s police", "Kenya’s police"),
    ],
)
def test_marks_around_a_word_or_two_are_kept_from_the_parser(text: str, parsed: str) -> None:
    assert without_scare_quotes(text) == parsed
    assert len(parsed) == len(text)


def test_such_marks_part_nothing() -> None:
    text = "The United Nations condemned North Korea’s “outrageous” firing of a missile over Japan."
    events = code_document(Document("x", text), load_codebook()).events
    launch = next(event for event in events if event.event_type == "MOBILIZE")
    assert [actor.country for actor in launch.actors] == ["PRK"]
