"""What a parser says of a sentence: Universal Dependencies, as plain records that know nothing of the parser."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

NameKind = Literal["PER", "ORG", "LOC"]


@dataclass(frozen=True, slots=True)
class Node:
    """One token of a parsed sentence; ``sentence[start:end]`` is its text.

    ``head`` numbers the token that governs it (its own number at the root); ``deprel`` is the UD relation with its
    subtype ("nsubj:pass"; "root" at the root), ``upos`` the UD part of speech, ``feats`` UD features ("Tense=Past").
    """

    start: int
    end: int
    lemma: str
    upos: str
    feats: frozenset[str]
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name that the name finder sees, by its looks alone; offsets into the sentence, end exclusive."""

    start: int
    end: int
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Parse:
    """The tree of one sentence; empty where it was not parsed."""

    nodes: tuple[Node, ...] = ()


class SentenceParser(Protocol):
    """Whatever parses sentences with UD labels."""

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """A tree for each sentence, in order."""

    def names(self, sentences: Sequence[str]) -> list[tuple[NameSpan, ...]]:
        """The names of each sentence, in order."""
