"""How right trees and names are on annotated text: F1 of spans and arcs aligned by characters, as in CoNLL 2018."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from tasks.extract.syntax import Node, SentenceParser

CORE_ARCS = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})


@dataclass(slots=True)
class Count:
    """What was found, what there was to find, and what of it was right."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: set[tuple[object, ...]], gold: set[tuple[object, ...]]) -> None:
        """Count one sentence."""
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


@dataclass(slots=True)
class TreeScores:
    """Scores of trees; an arc is right with dependent, head and label, for LAS with the label's main part."""

    words: Count = field(default_factory=Count)
    upos: Count = field(default_factory=Count)
    uas: Count = field(default_factory=Count)
    las: Count = field(default_factory=Count)
    core_arcs: Count = field(default_factory=Count)
    verb_lemmas: Count = field(default_factory=Count)


@dataclass(slots=True)
class NameScores:
    """Scores of names: spans alone, and spans with their kind."""

    spans: Count = field(default_factory=Count)
    kinds: Count = field(default_factory=Count)


@dataclass(frozen=True, slots=True)
class _Word:
    span: tuple[int, int]
    head: tuple[int, int] | None
    label: str
    upos: str
    lemma: str


def score_trees(parser: SentenceParser, documents: Iterable[Doc]) -> TreeScores:
    """Parse the sentences of annotated documents and compare."""
    sentences = [sentence for document in documents for sentence in document.sents]
    scores = TreeScores()
    trees = parser.parse([sentence.text for sentence in sentences])
    for sentence, tree in zip(sentences, trees, strict=True):
        _compare(scores, [_said(tree.nodes, node) for node in tree.nodes], _annotated(sentence))
    return scores


def score_names(parser: SentenceParser, documents: Iterable[Doc]) -> NameScores:
    """Find the names in annotated documents and compare."""
    annotated = list(documents)
    scores = NameScores()
    found = parser.names([document.text for document in annotated])
    for document, names in zip(annotated, found, strict=True):
        said = {(name.start, name.end, name.kind) for name in names}
        gold = {
            (name.start_char, name.end_char, name.label_)
            for name in document.ents
            if name.label_ in ("PER", "ORG", "LOC")
        }
        scores.kinds.add(set(said), set(gold))
        scores.spans.add({name[:2] for name in said}, {name[:2] for name in gold})
    return scores


def _compare(scores: TreeScores, said: list[_Word], gold: list[_Word]) -> None:
    scores.words.add({word.span for word in said}, {word.span for word in gold})
    scores.upos.add({(word.span, word.upos) for word in said}, {(word.span, word.upos) for word in gold})
    scores.uas.add({(word.span, word.head) for word in said}, {(word.span, word.head) for word in gold})
    scores.las.add({_main_arc(word) for word in said}, {_main_arc(word) for word in gold})
    scores.core_arcs.add(_core_arcs(said), _core_arcs(gold))
    scores.verb_lemmas.add(_verbs(said), _verbs(gold))


def _main_arc(word: _Word) -> tuple[object, ...]:
    return (word.span, word.head, word.label.split(":")[0])


def _core_arcs(words: list[_Word]) -> set[tuple[object, ...]]:
    return {(word.span, word.head, word.label) for word in words if word.label in CORE_ARCS}


def _verbs(words: list[_Word]) -> set[tuple[object, ...]]:
    return {(word.span, word.lemma) for word in words if word.upos == "VERB"}


def _said(nodes: tuple[Node, ...], node: Node) -> _Word:
    head = None if node.deprel == "root" else (nodes[node.head].start, nodes[node.head].end)
    return _Word((node.start, node.end), head, node.deprel, node.upos, node.lemma)


def _annotated(sentence: Span) -> list[_Word]:
    offset = sentence.start_char

    def span(index: int) -> tuple[int, int]:
        token = sentence.doc[index]
        return (token.idx - offset, token.idx - offset + len(token))

    return [
        _Word(
            span(token.i),
            None if token.head.i == token.i else span(token.head.i),
            "root" if token.head.i == token.i else token.dep_,
            token.pos_,
            token.lemma_.lower(),
        )
        for token in sentence
    ]
