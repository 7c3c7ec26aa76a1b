"""Classes of words around a position, for the grammar."""

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.extract.tokens import Word
from tasks.extract.verbs import VerbLexicon

Classes = Mapping[str, frozenset[str]]
MARKS = frozenset(',;:.!?()[]"“”—–-…')
HARD = frozenset(";:—–-()[]…")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence; ``taken`` are those inside names."""

    words: tuple[Word, ...]
    lexicon: VerbLexicon
    classes: Classes
    taken: frozenset[int]
    is_title: bool = False

    def _is(self, at: int, *classes: str) -> bool:
        return 0 <= at < len(self.words) and any(
            self.words[at].lower in self.classes[name] for name in classes
        )

    def _lower(self, at: int) -> str:
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def _names(self, at: int) -> bool:
        """A capital inside a sentence is a name's, unless it is a headline."""
        word = self.words[at].text
        if self.is_title or at == 0 or not word[0].isupper():
            return False
        return self._lower(at - 1) not in MARKS

    def _adverb(self, at: int) -> bool:
        word = self._lower(at)
        return word in self.classes["adverbs"] or (
            len(word) > 4 and word.endswith("ly") and word not in self.classes["not_adverbs"]
        )

    def _dates(self, at: int) -> bool:
        """The *on* of "on Monday", between a subject and its verb."""
        return self._lower(at) == "on" and self._lower(at + 1) in self.classes["weekdays"]

    def _plural(self, at: int) -> bool:
        word = self._lower(at)
        return (word.endswith("s") and not word.endswith("ss")) or word in self.classes["plurals"]

    def _opens_phrase(self, at: int) -> bool:
        """Whether an object or a complement begins here."""
        if at >= len(self.words) or self._lower(at) in MARKS:
            return False
        if self._is(at, "determiners", "objects", "subordinators") or at in self.taken:
            return True
        text = self.words[at].text
        return text[0].isdigit() or text[0].isupper() or self._is(at, "prepositions")

    def _listed(self, at: int) -> bool:
        """Whether a headline names several before its verb: "India, China agree"."""
        return (
            self.is_title
            and at in self.taken
            and any(self._lower(k) == "," for k in range(max(0, at - 4), at))
        )

    def _modifies(self, at: int) -> bool:
        """A gerund that is part of a noun: "the ruling party"."""
        return at > 0 and self.words[at - 1].text.endswith("-")

    def _finite_precedes(self, at: int) -> bool:
        """Whether the clause already has its verb, so that this is a noun of its complement."""
        for k in range(at - 1, -1, -1):
            if self._lower(k) in MARKS or self._is(k, "subordinators", "relatives"):
                return False
            if self._is(k, "modals", "be", "have") and k not in self.taken:
                return True
            if k not in self.taken and self.lexicon.tenses(self._lower(k)) & {"past", "gerund"}:
                return True
        return False

    def _finite_follows(self, at: int) -> bool:
        """Whether the clause has its own finite verb later, so that this participle only modifies a noun."""
        for k in range(at + 1, min(len(self.words), at + 14)):
            if self._lower(k) in MARKS or self._is(k, "subordinators", "conjunctions", "subjects"):
                return False
            if self._is(k, "modals", "have", "be"):
                return True
            tenses = self.lexicon.tenses(self._lower(k))
            if (
                "past" in tenses
                and k not in self.taken
                and not self._is(k - 1, "determiners", "prepositions")
            ):
                return True
        return False
