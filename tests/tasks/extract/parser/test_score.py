"""Scores on a hand-made parse whose mistakes are known."""

from dataclasses import replace

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tasks.extract.parser.score import score_names, score_trees
from tasks.extract.syntax import NameSpan, Node, Parse
from tests.tasks.extract.parser.treebank import annotated


class Told:
    """A parser that says what it was told to."""

    def __init__(self, trees: list[Parse], names: list[tuple[NameSpan, ...]]) -> None:
        self._trees, self._names = trees, names

    def parse(self, sentences: list[str]) -> list[Parse]:
        return self._trees

    def names(self, sentences: list[str]) -> list[tuple[NameSpan, ...]]:
        return self._names


@pytest.fixture
def blank() -> Language:
    return spacy.blank("en")


def _gold_trees(document: Doc) -> list[Parse]:
    return [
        Parse(
            tuple(
                Node(
                    token.idx - sentence.start_char,
                    token.idx - sentence.start_char + len(token),
                    token.lemma_.lower(),
                    token.pos_,
                    frozenset(),
                    token.head.i - sentence.start,
                    "root" if token.head.i == token.i else token.dep_,
                )
                for token in sentence
            )
        )
        for sentence in document.sents
    ]


def _changed(tree: Parse, number: int, **changes: object) -> Parse:
    nodes = list(tree.nodes)
    nodes[number] = replace(nodes[number], **changes)
    return Parse(tuple(nodes))


def test_what_is_all_right_scores_one(blank: Language) -> None:
    document = annotated(blank)
    scores = score_trees(Told(_gold_trees(document), []), [document])
    for count in (scores.words, scores.upos, scores.uas, scores.las, scores.core_arcs):
        assert (count.f1, count.gold) == (1.0, count.right)
    assert scores.words.gold == 12
    assert scores.core_arcs.gold == 4


@pytest.mark.parametrize(
    ("number", "changes", "wrong"),
    [
        (0, {"upos": "PROPN"}, {"upos": 1}),
        (0, {"deprel": "nsubj:pass"}, {"core_arcs": 1}),  # LAS looks at the main part of a label only
        (0, {"deprel": "obl"}, {"las": 1, "core_arcs": 1}),
        (0, {"head": 3}, {"uas": 1, "las": 1, "core_arcs": 1}),
        (2, {"head": 1}, {"uas": 1, "las": 1}),
        (1, {"lemma": "shot"}, {"verb_lemmas": 1}),
        (3, {"end": 15}, {"words": 1, "upos": 1, "uas": 2, "las": 2, "core_arcs": 1}),
    ],
)
def test_each_mistake_is_counted_where_it_belongs(
    blank: Language, number: int, changes: dict[str, object], wrong: dict[str, int]
) -> None:
    document = annotated(blank)
    document[1].lemma_ = "shoot"
    first, second = _gold_trees(document)
    scores = score_trees(Told([_changed(first, number, **changes), second], []), [document])
    for name in ("words", "upos", "uas", "las", "core_arcs", "verb_lemmas"):
        count = getattr(scores, name)
        assert count.gold - count.right == wrong.get(name, 0), name


@pytest.mark.parametrize(
    ("names", "spans", "kinds"),
    [
        ((NameSpan(50, 55, "LOC"),), 1.0, 1.0),
        ((NameSpan(50, 55, "ORG"),), 1.0, 0.0),
        ((NameSpan(50, 55, "LOC"), NameSpan(0, 6, "ORG")), 2 / 3, 2 / 3),
        ((), 0.0, 0.0),
    ],
)
def test_names(blank: Language, names: tuple[NameSpan, ...], spans: float, kinds: float) -> None:
    document = annotated(blank)
    assert document.text[50:55] == "Deraa"
    scores = score_names(Told([], [names]), [document])
    assert (scores.spans.f1, scores.kinds.f1) == pytest.approx((spans, kinds))
