"""A parse over the words of a sentence: who governs whom, whatever way the parser cut its tokens."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.syntax import Node, Parse
from tasks.extract.tokens import Word

NUMBER_BOUNDS = frozenset({"up", "over", "about", "around", "under", "between", "than"})
ATTRIBUTES = frozenset({"det", "nummod", "amod", "nmod:poss"})
MODIFIERS = frozenset(
    {"amod", "compound", "nmod:poss", "flat", "det", "nummod", "nmod:desc", "nmod:unmarked", "fixed"}
)
WITHIN_PHRASE = MODIFIERS | {"conj", "appos"}
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree of one sentence, word by word; a root governs itself."""

    heads: tuple[int, ...]
    rels: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[frozenset[str], ...]
    lemmas: tuple[str, ...]
    below: tuple[tuple[int, ...], ...]  # the words that each word governs, in order

    def child(self, at: int, *rels: str) -> int | None:
        """The first word that this one governs by one of the relations."""
        return next((k for k in self.below[at] if self.rels[k] in rels), None)

    def reach(self, at: int) -> tuple[int, int]:
        """Where the words governed by this one begin and end (exclusive), it included."""
        first, end = at, at + 1
        waiting = [at]
        while waiting:
            here = waiting.pop()
            first, end = min(first, here), max(end, here + 1)
            waiting += self.below[here]
        return first, end

    def up(self, at: int) -> Iterator[int]:
        """The words above this one, nearest first; the root last."""
        for _ in self.heads:
            if self.heads[at] == at:
                return
            at = self.heads[at]
            yield at

    def attributive(self, at: int) -> bool:
        """Whether a participle stands inside a noun phrase: "two captured soldiers", not "Angola deployed soldiers"."""
        if self.rels[at] != "amod" or self.heads[at] <= at or at == 0:
            return False
        before = at - 1
        inside = self.heads[before] == self.heads[at] and self.rels[before] in ATTRIBUTES
        return (
            inside
            or self.upos[before] == "ADP"
            or (self.upos[before] == "VERB" and self.lemmas[before] != "have")
        )

    def branch(self, verb: int, at: int) -> str:
        """The relation of the branch below a verb in which a word stands; "" where it stands in none."""
        below = at
        for above in self.up(at):
            if above == verb:
                return self.rels[below]
            below = above
        return ""

    def prepositions_between(self, at: int, above: int, words: tuple[Word, ...]) -> int:
        """How many prepositions but *of* part a word from one above it; 0 where it does not stand below."""
        crossed = 0
        for here in (at, *self.up(at)):
            if here == above:
                return crossed
            cases = [k for k in self.below[here] if self.rels[k] == "case" and k < here]
            crossed += any(words[k].lower not in ("of", "'s", "’s", "'", "’") for k in cases)
        return 0

    def top(self, first: int, end: int) -> int:
        """The word of a stretch that a word outside it governs."""
        inside = range(first, end)
        return next((k for k in inside if self.heads[k] not in inside or self.heads[k] == k), first)

    def phrase_head(self, first: int, end: int) -> int:
        """The noun that a name modifies or stands in a list or an apposition with; the name's own head at least."""
        at = self.top(first, end)
        while (
            self.rels[at] in WITHIN_PHRASE and self.upos[self.heads[at]] in NOMINALS and self.heads[at] != at
        ):
            at = self.heads[at]
        return at

    def preposition(self, first: int, end: int, words: tuple[Word, ...]) -> str:
        """The preposition that governs the noun phrase in which a name stands; "" for none."""
        at = self.phrase_head(first, end)
        if self.rels[at] in SUBJECTS:
            return ""  # "after the army shelled": what the parser takes for a preposition opens the clause
        cases = [k for k in self.below[at] if self.rels[k] == "case" and k < at]
        if not cases or self._bounds_number(cases[0], words):
            return ""
        return words[cases[0]].lower

    def _bounds_number(self, case: int, words: tuple[Word, ...]) -> bool:
        """ "Up to 16 advisers", "over 200 people": no preposition, but part of the number."""
        behind = case + 1 + len(self.below[case])
        return words[case].lower in NUMBER_BOUNDS and behind < len(words) and self.upos[behind] == "NUM"

    def lists(self, first: int, end: int, before: range) -> bool:
        """Whether a name is coordinated with one that stands before it."""
        at = self.top(first, end)
        while self.rels[at] in MODIFIERS and self.heads[at] != at:
            at = self.heads[at]
        if self.rels[at] != "conj" or self.upos[at] not in NOMINALS:
            return False
        head = self.heads[at]
        start, stop = self.reach(head)
        return any(start <= k < min(stop, at) for k in before)


def tree_of(words: tuple[Word, ...], parse: Parse) -> Tree | None:
    """The parse carried over to our words, or ``None`` where there is no parse or a word has no token.

    Of the tokens in one word ("Kurdish-led" is three) the one nearest to the root stands for it: each word is then
    governed by one that is nearer still, so that no words govern each other in a circle.
    """
    if not parse.nodes or not words:
        return None
    owner = _owners(words, parse.nodes)
    inside: list[list[int]] = [[] for _ in words]
    for number, word in enumerate(owner):
        if word is not None:
            inside[word].append(number)
    depths = _depths(parse.nodes)
    nodes: list[Node] = []
    heads: list[int] = []
    for at, mine in enumerate(inside):
        if mine:
            nodes.append(parse.nodes[min(mine, key=depths.__getitem__)])
            heads.append(_head(at, nodes[-1], owner))
        elif words[at].text.isalnum():
            return None
        else:  # a mark that was kept from the parser hangs on the word beside it
            nodes.append(Node(0, 0, words[at].text, "PUNCT", frozenset(), 0, "punct"))
            heads.append(at - 1 if at else min(1, len(words) - 1))
    below: list[list[int]] = [[] for _ in words]
    for at, head in enumerate(heads):
        if head != at:
            below[head].append(at)
    return Tree(
        heads=tuple(heads),
        rels=tuple(node.deprel for node in nodes),
        upos=tuple(node.upos for node in nodes),
        feats=tuple(node.feats for node in nodes),
        lemmas=tuple(node.lemma for node in nodes),
        below=tuple(tuple(listed) for listed in below),
    )


def _depths(nodes: tuple[Node, ...]) -> list[int]:
    """How far each token is from the root."""
    found = [0] * len(nodes)
    for at in range(len(nodes)):
        here = at
        while nodes[here].head != here and found[at] <= len(nodes):
            here = nodes[here].head
            found[at] += 1
    return found


def _owners(words: tuple[Word, ...], nodes: tuple[Node, ...]) -> list[int | None]:
    """The word in which each token begins."""
    found: list[int | None] = []
    at = 0
    for node in nodes:
        while at < len(words) and words[at].end <= node.start:
            at += 1
        inside = at < len(words) and words[at].start < node.end
        found.append(at if inside else None)
    return found


def _head(at: int, node: Node, owner: list[int | None]) -> int:
    above = owner[node.head]
    return at if above is None else above
