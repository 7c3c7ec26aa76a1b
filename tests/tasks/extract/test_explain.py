"""What the explanation says is what the coder did."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.extract.explain import ExplainedSentence, explain
from tasks.extract.syntax import NameSpan, Node, Parse
from tasks.records import Document
from tests.eval.gold import load_gold

PUBLISHED = datetime(2026, 7, 15, 12, tzinfo=UTC)


class FirstWordGoverns:
    """A parser that hangs every word on the first."""

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        return [Parse(tuple(self._nodes(sentence))) for sentence in sentences]

    def names(self, sentences: Sequence[str]) -> list[tuple[NameSpan, ...]]:
        return [()] * len(sentences)

    def _nodes(self, sentence: str) -> list[Node]:
        nodes: list[Node] = []
        for word in sentence.split():
            start = sentence.index(word, nodes[-1].end if nodes else 0)
            deprel = "dep" if nodes else "root"
            nodes.append(Node(start, start + len(word), word.lower(), "X", frozenset(), 0, deprel))
        return nodes


def explained(text: str, title: str | None = None) -> tuple[ExplainedSentence, ...]:
    return explain(Document("x", text, title, PUBLISHED), load_codebook(), FirstWordGoverns())


def test_a_coded_sentence_shows_words_finds_and_the_rule() -> None:
    (told,) = explained("Turkish warplanes bombed Kurdish fighters near Aleppo on Monday.")
    assert told.may_hold_event
    assert [node.lemma for node in told.parse.nodes][:3] == ["turkish", "warplanes", "bombed"]
    assert [span.actor.country for span in told.actors] == ["TUR", ""]
    assert [span.place.name for span in told.places] == ["Aleppo"]
    assert [span.first.isoformat() for span in told.dates] == ["2026-07-13"]
    (decision,) = told.decisions
    assert told.sentence.text[decision.start : decision.end] == decision.trigger == "bombed"
    assert decision.event is not None
    assert decision.event.rule_id in decision.rules
    assert (decision.reason, decision.meaning) == ("", "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Turkey may attack Syria.", "possible"),
        ("Chad did not attack Sudan.", "negated"),
        ("If Turkey attacks Syria, bread gets dear.", "conditional"),
    ],
)
def test_a_rejected_trigger_says_why_in_words(text: str, reason: str) -> None:
    (decision,) = explained(text)[0].decisions
    assert decision.event is None
    assert decision.reason == reason
    assert decision.meaning == load_codebook().filters.reasons[reason]
    assert decision.rules


def test_title_and_text_are_told_apart_and_a_repeated_act_is_joined() -> None:
    title, body = explained("Turkish warplanes bombed Syrian troops on Monday.", "Turkey bombs Syria")
    assert (title.sentence.is_title, body.sentence.is_title) == (True, False)
    outcomes = [decision.reason for told in (title, body) for decision in told.decisions]
    assert sorted(outcomes) == ["", "joined"]


def test_a_sentence_without_triggers_says_so() -> None:
    (told,) = explained("The soup is served with bread and dill.")
    assert not told.may_hold_event
    assert told.decisions == ()


def test_every_event_and_every_rejection_of_the_coder_is_explained() -> None:
    codebook = load_codebook()
    for item in load_gold()[::6]:
        coding = code_document(item.document, codebook, FirstWordGoverns())
        decisions = [
            decision
            for told in explain(item.document, codebook, FirstWordGoverns())
            for decision in told.decisions
        ]
        assert {d.event for d in decisions if d.event} == set(coding.events)
        reasons = sorted(d.reason for d in decisions if d.reason and d.reason != "joined")
        assert reasons == sorted(rejected.reason for rejected in coding.rejected)


def test_the_same_word_twice_is_told_apart() -> None:
    (told,) = explained("Turkey attacked Syria, but Chad has not attacked Sudan.")
    first, second = told.decisions
    assert first.event is not None
    assert (first.trigger, second.trigger, second.reason) == ("attacked", "attacked", "negated")
    assert first.start < second.start
