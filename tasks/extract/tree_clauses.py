"""Who stands where around a verb, read off a tree; what the tree leaves open is left to the words around it."""

from dataclasses import dataclass

from tasks.extract.clauses import Clauses, Range
from tasks.extract.tree import SUBJECTS, Tree
from tasks.extract.verbs import Verb

ASIDES = frozenset({"acl:relcl", "parataxis", "advcl", "advcl:relcl", "ccomp", "dep"})
OWN_CLAUSES = frozenset({"conj", "parataxis", "advcl", "advcl:relcl", "ccomp", "acl:relcl"})
DEPTH = 6


@dataclass(frozen=True, slots=True)
class TreeClauses(Clauses):
    """``Clauses`` with a tree: its answers come first."""

    tree: Tree | None = None
    parsed: frozenset[int] = frozenset()  # the words that are verbs by the tree, not by their form alone

    def subject(self, number: int, depth: int = 0) -> Range:
        """Where the subject of a verb stands."""
        found = self._subject(self.verbs[number].head, depth)
        return found if found is not None else Clauses.subject(self, number, depth)

    def borrowed_subject(self, number: int, depth: int = 0) -> Range:
        """The subject of the verb above an infinitive or a participle."""
        tree = self.tree
        if tree is not None:
            for above in tree.up(self.verbs[number].head):
                if tree.upos[above] in ("VERB", "AUX"):
                    found = self._subject(above, depth + 1)
                    if found is not None:
                        return found
        return Clauses.borrowed_subject(self, number, depth)

    def _subject(self, at: int, depth: int) -> Range | None:
        tree = self.tree
        if tree is None or depth > DEPTH:
            return None
        owner = tree.child(at, "nmod:poss")
        if owner is not None and self._lower(at).endswith("ing"):
            return self._phrase(owner, at)  # "condemned Chad's firing of a missile"
        if at not in self.parsed:
            return None
        own = [k for k in tree.below[at] if tree.rels[k] in SUBJECTS]
        if own:
            if tree.rels[at] in ("acl:relcl", "acl") and self._lower(own[0]) in self.classes["relatives"]:
                return self._before_clause(tree.heads[at], at)
            ranges = [self._phrase(k, at) for k in own]
            return min(start for start, _ in ranges), max(end for _, end in ranges)
        return self._shared_subject(at, depth)

    def _shared_subject(self, at: int, depth: int) -> Range | None:
        """The subject of a verb that names none: by coordination, control, or the noun that it modifies."""
        tree = self.tree
        assert tree is not None
        rel, head = tree.rels[at], tree.heads[at]
        if rel == "advcl" and "VerbForm=Fin" in tree.feats[at]:
            return None  # "after rebels shelled": the parser took the subject for the noun of a preposition
        if rel in ("advcl", "ccomp") and self._lower(at).endswith("ing"):
            told = self._told(head, at)
            if told is not None:
                return self._subject(told, depth + 1)
        if rel == "conj" or rel == "advcl":
            return self._subject(head, depth + 1) if tree.upos[head] in ("VERB", "AUX", "ADJ") else None
        if rel == "xcomp":
            controller = tree.child(head, "obj", "iobj")
            if controller is not None and controller < at:
                return self._phrase(controller, at)
            return self._subject(head, depth + 1)
        if rel in ("acl", "acl:relcl"):
            if "VerbForm=Inf" in tree.feats[at]:
                return self._above(head, depth)
            return self._before_clause(head, at)
        return None

    def _told(self, teller: int, at: int) -> int | None:
        """The act that a teller tells of, "rammed the boat, the navy said, injuring four"."""
        tree = self.tree
        assert tree is not None
        if tree.lemmas[teller] not in self.classes["tellers"]:
            return None
        if tree.rels[teller] == "parataxis":
            return tree.heads[teller]
        return next((k for k in tree.below[teller] if tree.rels[k] == "ccomp" and k < min(teller, at)), None)

    def _above(self, at: int, depth: int) -> Range | None:
        """The subject of the clause in which a noun stands: "has a plan to"."""
        tree = self.tree
        assert tree is not None
        for above in tree.up(at):
            if tree.upos[above] in ("VERB", "AUX"):
                return self._subject(above, depth + 1)
        return None

    def _phrase(self, at: int, verb: int) -> Range:
        """A noun phrase with its modifiers and appositions, without the clauses in it."""
        tree = self.tree
        assert tree is not None
        start, end = tree.reach(at)
        while start < at and tree.rels[start] in ("case", "mark", "cc", "punct"):
            start += 1
        if at < verb:
            end = min(end, verb)
        for k in range(at + 1, end):
            if tree.rels[k] in ASIDES and tree.heads[k] >= start:
                end = min(end, max(at + 1, tree.reach(k)[0]))
        return start, end

    def _before_clause(self, noun: int, verb: int) -> Range | None:
        """The noun phrase that a clause modifies; no day is one: "a girl on Monday who was filmed"."""
        if self._lower(noun) in self.classes["weekdays"]:
            return None
        tree = self.tree
        assert tree is not None
        start, end = self._phrase(noun, verb)
        return start, max(min(end, tree.reach(verb)[0]), noun + 1)

    def antecedent(self, number: int) -> Range | None:
        """What a relative clause says its verb was done to: "students whom they had kidnapped"."""
        tree, at = self.tree, self.verbs[number].head
        if (
            tree is None
            or at not in self.parsed
            or tree.rels[at] != "acl:relcl"
            or self.verbs[number].passive
        ):
            return None
        subject, target = tree.child(at, "nsubj"), tree.child(at, "obj")
        if subject is None or self._lower(subject) in self.classes["relatives"]:
            return None
        if target is not None and self._lower(target) not in self.classes["relatives"]:
            return None
        return self._before_clause(tree.heads[at], at)

    def complement(self, number: int, *, wide: bool = False) -> Range:
        """Where objects and prepositional phrases of a verb stand."""
        shallow = Clauses.complement(self, number, wide=wide)
        tree, verb = self.tree, self.verbs[number]
        if tree is None or wide or verb.head not in self.parsed:
            return shallow
        start, end = verb.head + 1, tree.reach(verb.head)[1]
        for k in range(start, end):
            if tree.rels[k] in OWN_CLAUSES and tree.upos[k] in ("VERB", "AUX"):
                end = min(end, max(start, tree.reach(k)[0]))
        answered = next((k for k in range(start, end) if self.answers(k)), end)
        return start, max(answered, start)


def merged(shallow: tuple[Verb, ...], parsed: tuple[Verb, ...], tree: Tree) -> tuple[Verb, ...]:
    """The verbs of a tree, and those that only the words show."""
    heads = {verb.head for verb in parsed}
    extra = [verb for verb in shallow if verb.head not in heads and not tree.attributive(verb.head)]
    return tuple(sorted((*parsed, *extra), key=lambda verb: verb.head))
