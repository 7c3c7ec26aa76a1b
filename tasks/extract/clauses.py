"""Who stands where around a verb: the words of its subject and of its complement."""

from dataclasses import dataclass

from tasks.extract.tokens import Word
from tasks.extract.verbs import Verb
from tasks.extract.word_classes import HARD, MARKS, Classes

ANSWERS = frozenset({"retaliation", "response", "revenge", "reprisal", "reply", "answer"})
REACH = 40  # words that a subject or a complement can span
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clauses:
    """The verbs of one sentence with their neighbourhoods; ranges are word numbers, end exclusive."""

    words: tuple[Word, ...]
    verbs: tuple[Verb, ...]
    classes: Classes
    taken: frozenset[int]

    def subject(self, number: int, depth: int = 0) -> Range:
        """Where the subject of a verb stands."""
        verb = self.verbs[number]
        if depth > 4:
            return verb.first, verb.first
        before = verb.first - 1
        while before >= 0 and (
            self._lower(before) in self.classes["adverbs"]
            or (self._lower(before) == "on" and self._lower(before + 1) in self.classes["weekdays"])
        ):
            before -= 1
        before = self._without_phrase(before)
        if verb.shape == "finite" and self._relative(before):
            return self._antecedent(before)
        if verb.shape == "infinitive":
            return self.borrowed_subject(number, depth)
        if verb.shape == "gerund" and not self._noun_before(verb.first):
            return self.borrowed_subject(number, depth)
        if verb.shape == "reduced":
            return self._antecedent(verb.first)
        if self._joined(before) and number:
            shared = self._shared(number, before, depth)
            if shared is not None:
                return shared
        return self._left(verb.first, number)

    def _without_phrase(self, before: int) -> int:
        """What stands before "by Nov. 30" in "entered the town and by Nov. 30 took it"."""
        for k in range(before, max(0, before - 4), -1):
            if any(verb.head == k for verb in self.verbs) or self._lower(k) in MARKS - {".", ","}:
                return before
            if self._lower(k) in self.classes["prepositions"]:
                return k - 1 if self._lower(k - 1) in self.classes["conjunctions"] else before
        return before

    def complement(self, number: int, *, wide: bool = False) -> Range:
        """Where objects and prepositional phrases of a verb stand; ``wide`` runs to the end of the sentence part."""
        start = self.verbs[number].head + 1
        end = start
        limit = min(len(self.words), start + REACH)
        while end < limit and not self._ends(end, start, wide=wide):
            end += 1
        if wide:
            return start, end
        later = [v for v in self.verbs[number + 1 :] if v.first < end]
        for verb in later:
            if verb.shape == "finite":
                return start, self._own_subject_start(number, start, verb.first)
            if verb.shape == "gerund" and self._lower(verb.first - 1) == ",":
                return start, verb.first - 1
        return start, end

    def antecedent(self, number: int) -> Range | None:
        """The noun that a relative clause says its verb was done to; only a tree tells."""
        return None

    def left_of(self, at: int, verbs_before: int) -> Range:
        """The words to the left of a position that belong to its clause."""
        while at > 0 and any(self._lower(at - 1) in self.classes[name] for name in ("be", "have", "modals")):
            at -= 1
        return self._left(at, verbs_before)

    def _lower(self, at: int) -> str:
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def _relative(self, at: int) -> bool:
        """Whether a relative pronoun stands here; *that* is one behind a noun only."""
        if at < 0 or self._lower(at) not in self.classes["relatives"]:
            return False
        return self._lower(at) != "that" or self._noun_before(at)

    def _ends(self, at: int, start: int, *, wide: bool) -> bool:
        word = self._lower(at)
        if word in HARD:
            return True
        if word in (".", "?", "!"):
            return True
        if at > start and self.answers(at):
            return True
        if wide:
            return word in ("who", "which") and at > start + 1
        return word in self.classes["subordinators"] and at > start and word != "as"

    def answers(self, at: int) -> bool:
        """ "In retaliation for air strikes": what an act answers is no part of it."""
        return self._lower(at) == "in" and self._lower(at + 1) in ANSWERS

    def _own_subject_start(self, number: int, start: int, verb: int) -> int:
        """Where the clause of a later finite verb begins: at a comma or a conjunction before it."""
        for k in range(verb - 1, start, -1):
            if self._lower(k) in MARKS or self._lower(k) in self.classes["conjunctions"]:
                return k
        return max(start, verb - 3) if "say" in self.verbs[number].lemmas else verb

    def _noun_before(self, at: int) -> bool:
        """Whether a noun stands right before: not a mark, a verb, or a function word."""
        before = at - 1
        word = self._lower(before)
        if before < 0 or word in MARKS:
            return False
        groups = ("prepositions", "conjunctions", "subordinators", "be", "have", "modals", "negations")
        if any(word in self.classes[name] for name in groups):
            return False
        return all(verb.head != before for verb in self.verbs)

    def _antecedent(self, at: int) -> Range:
        """The noun phrase right before a relative pronoun or a participle."""
        end = at
        while end > 0 and self._lower(end - 1) in (",", *self.classes["adverbs"]):
            end -= 1
        start = end
        while start > 0 and end - start < 14:
            word = self._lower(start - 1)
            if word in MARKS or word in self.classes["subordinators"]:
                break
            if any(verb.first <= start - 1 <= verb.head for verb in self.verbs):
                break
            start -= 1
        return start, end

    def borrowed_subject(self, number: int, depth: int = 0) -> Range:
        """An infinitive or participle borrows the subject of the finite verb before it, or else after it."""
        for other in range(number - 1, -1, -1):
            if self.verbs[other].shape in ("finite", "reduced") and not self._inserted(other, number):
                return self.subject(other, depth + 1)
        for other in range(number + 1, len(self.verbs)):
            if self.verbs[other].shape == "finite":
                return self.subject(other, depth + 1)
        return self._left(self.verbs[number].first, number)

    def _inserted(self, other: int, number: int) -> bool:
        """Whether a verb only tells who says it: "rammed the boat, the coast guard said, injuring four"."""
        verb = self.verbs[other]
        if other == 0 or not self.classes["tellers"].intersection(verb.lemmas):
            return False
        before = range(self.verbs[other - 1].head + 1, verb.first)
        return self._lower(verb.head + 1) == "," and any(self._lower(k) == "," for k in before)

    def _joined(self, before: int) -> bool:
        return before >= 0 and self._lower(before) in (*self.classes["conjunctions"], ",")

    def _shared(self, number: int, before: int, depth: int) -> Range | None:
        """The subject that a coordinated verb shares with the one before it."""
        verb = self.verbs[number]
        for other in range(number - 1, -1, -1):
            shape = self.verbs[other].shape
            if shape == verb.shape or shape == "finite":
                return self.subject(other, depth + 1)
        return None

    def _left(self, at: int, number: int) -> Range:
        """The words to the left that belong to the same clause, apposition and relative clause included."""
        start = at
        while start > 0 and at - start < REACH:
            word = self._lower(start - 1)
            if word == ",":
                opened = self._aside(start - 1)
                if opened is not None:
                    start = opened
                    continue
            if word in ('"', "“", "”"):
                break
            if word in ")]":
                opened = self._bracket(start - 1)
                if opened < 2:
                    break
                start = opened
                continue
            if word in HARD:
                break
            if word in self.classes["subordinators"] and start - 1 not in self.taken:
                break
            if any(v.first <= start - 1 <= v.head and v.shape != "reduced" for v in self.verbs[:number]):
                break
            if word == "and" and self._lower(start - 2) == ",":
                break
            start -= 1
        return start, at

    def _bracket(self, closed: int) -> int:
        """Where a bracket opens that closes here."""
        for k in range(closed - 1, max(-1, closed - 12), -1):
            if self._lower(k) in "([":
                return k
        return closed

    def _aside(self, comma: int) -> int | None:
        """Where an aside that ends at this comma begins: ", who ..., " or ", the minister, "."""
        for k in range(comma - 1, max(-1, comma - 26), -1):
            if self._lower(k) in HARD | {'"', "“", "”"}:
                return None
            if self._lower(k) == ",":
                inside = self.words[k + 1].lower
                has_verb = any(k < v.head < comma and v.shape == "finite" for v in self.verbs)
                opener = inside in self.classes["relatives"] or inside in (
                    "where",
                    "whose",
                    "when",
                    "after",
                    "as",
                )
                return k if opener or not has_verb else None
        return None
