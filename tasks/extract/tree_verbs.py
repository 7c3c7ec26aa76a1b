"""Verb groups from a tree: voice, shape, auxiliaries and negation by what a verb governs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tasks.extract.tokens import Word
from tasks.extract.tree import Tree
from tasks.extract.verbs import Shape, Verb, VerbLexicon

MODIFYING = frozenset({"amod", "compound", "aux", "aux:pass", "cop", "case", "mark", "fixed", "det", "flat"})
NOUNS_PLACES = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "nmod", "nmod:poss", "obl:agent", "appos"})


@dataclass(frozen=True, slots=True)
class TreeTagger:
    """Finds the verb groups of one parsed sentence; ``taken`` are the words of names."""

    words: tuple[Word, ...]
    tree: Tree
    lexicon: VerbLexicon
    classes: Mapping[str, frozenset[str]]
    taken: frozenset[int]

    def verbs(self) -> tuple[Verb, ...]:
        """Every verb that heads a clause, in order."""
        found: dict[int, Verb] = {}
        for at in range(len(self.words)):
            if self._heads_clause(at):
                verb = self._verb(at)
                first = found.get(self.tree.heads[at]) if self.tree.rels[at] == "conj" else None
                found[at] = self._like(verb, first) if first is not None else verb
        return tuple(found.values())

    def _like(self, verb: Verb, first: Verb) -> Verb:
        """ "To tighten sanctions and impose", "were killed or wounded": the second is as the first."""
        if verb.first != verb.head:
            return verb
        feats, before = self.tree.feats[verb.head], self.tree.feats[first.head]
        if "VerbForm=Inf" in feats and "VerbForm=Inf" in before:
            return replace(verb, shape=first.shape, modal=first.modal)
        if verb.shape == "reduced" and not first.passive and first.shape == "finite":
            return replace(verb, shape="finite", passive=False)
        if first.passive and "VerbForm=Part" in feats and self.tree.child(verb.head, "obj", "nsubj") is None:
            return replace(verb, shape=first.shape, passive=True)
        return verb

    def _heads_clause(self, at: int) -> bool:
        return (
            self.tree.upos[at] in ("VERB", "AUX")
            and at not in self.taken
            and self.tree.rels[at] not in MODIFYING | NOUNS_PLACES
            and not (self.tree.upos[at] == "AUX" and self.words[at].lower in self.classes["be"])
        )

    def _verb(self, at: int) -> Verb:
        tree = self.tree
        helpers = [k for k in tree.below[at] if k < at and self._helps(k)]
        to = next((k for k in tree.below[at] if k < at and self._is_to(k)), None)
        first = min([*helpers, at, *([to] if to is not None else [])])
        negated = any(self._negates(k) for k in tree.below[at] if k < at or tree.rels[k] == "advmod")
        modal = next((self.words[k].lower for k in helpers if self._in(k, "modals")), "")
        passive = self._passive(at, helpers)
        shape = self._shape(at, helpers, to is not None, passive)
        return Verb(first, at, self._lemmas(at), shape, passive, modal, negated, to is not None)

    def _helps(self, at: int) -> bool:
        """An auxiliary; "Theresa May" is none."""
        named = at in self.taken or (at > 0 and self.words[at].text == "May")
        return self.tree.rels[at] in ("aux", "aux:pass") and not named

    def _in(self, at: int, name: str) -> bool:
        return self.words[at].lower in self.classes[name]

    def _is_to(self, at: int) -> bool:
        return self.words[at].lower == "to" and self.tree.rels[at] == "mark"

    def _negates(self, at: int) -> bool:
        return self.tree.rels[at] in ("advmod", "cc:preconj") and self._in(at, "negations")

    def _lemmas(self, at: int) -> tuple[str, ...]:
        known = tuple(dict.fromkeys(lemma for lemma, _ in self.lexicon.forms.get(self.words[at].lower, ())))
        return known or (self.tree.lemmas[at],)

    def _passive(self, at: int, helpers: list[int]) -> bool:
        """An auxiliary or a subject of the passive; a bare participle without an object of its own."""
        tree = self.tree
        if any(tree.rels[k] == "aux:pass" for k in helpers) or tree.child(at, "nsubj:pass") is not None:
            return True
        participle = "VerbForm=Part" in tree.feats[at] and "Tense=Past" in tree.feats[at]
        if helpers or not participle:
            return False
        if tree.child(at, "obj", "nsubj") is not None and tree.child(at, "obl:agent") is None:
            return False
        return "Voice=Pass" in tree.feats[at] or tree.rels[at] in ("acl", "advcl")

    def _shape(self, at: int, helpers: list[int], to: bool, passive: bool) -> Shape:
        feats = self.tree.feats[at]
        if to:
            return "infinitive"
        if helpers or self.tree.child(at, "nsubj", "nsubj:pass", "expl") is not None:
            return "finite"
        if self.words[at].lower.endswith("ing") and not {"VerbForm=Fin", "VerbForm=Inf"} & feats:
            return "gerund"
        if passive:
            return "reduced"
        return "finite"
