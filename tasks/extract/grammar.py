"""Verb groups of a sentence: what is a verb, in which voice, and whether the sentence says that it was done."""

from dataclasses import dataclass, replace

from tasks.extract.verbs import Shape, Verb
from tasks.extract.word_classes import MARKS, Words


@dataclass(frozen=True, slots=True)
class Tagger(Words):
    """Finds the verb groups of one sentence."""

    def verbs(self) -> tuple[Verb, ...]:
        """Every verb group in order."""
        found: list[Verb] = []
        for at in range(len(self.words)):
            verb = self._verb(at)
            if verb is not None and not self._names(at) and not self._second(verb, found):
                found.append(self._coordinated(verb, found))
        return tuple(found)

    def _modifies_object(self, verb: Verb, last: Verb) -> bool:
        """ "Crashed a truck loaded with explosives": a clause has one finite verb."""
        if verb.shape != "finite" or verb.first != verb.head or last.shape == "reduced":
            return False
        if verb.modal or last.head + 1 >= verb.head or self.lexicon.speech.intersection(last.lemmas):
            return False
        if "participle" not in self.lexicon.tenses(self._lower(verb.head)):
            return False
        if self.lexicon.intransitive.intersection(verb.lemmas):
            return False
        between = range(last.head + 1, verb.head)
        return not any(
            self._lower(k) in MARKS or self._is(k, "conjunctions", "subordinators", "subjects")
            for k in between
        )

    def _second(self, verb: Verb, found: list[Verb]) -> bool:
        """In a headline, a form that could be a noun is one where its clause has a verb: "to hold trade talks"."""
        tenses = self.lexicon.tenses(self._lower(verb.head))
        if not self.is_title or not found or verb.first != verb.head or not tenses & {"third", "base"}:
            return False
        if tenses & {"past", "gerund"} or found[-1].shape == "reduced":
            return False
        between = range(found[-1].head + 1, verb.head)
        return not any(
            self._lower(k) in MARKS or self._is(k, "conjunctions", "subordinators") for k in between
        )

    def _coordinated(self, verb: Verb, found: list[Verb]) -> Verb:
        """ "were killed or wounded": the second participle is as passive as the first."""
        last = found[-1] if found else None
        if last is not None and self._modifies_object(verb, last):
            return replace(verb, passive=True, shape="reduced")
        if last is None or not last.passive or verb.first != verb.head or last.head != verb.head - 2:
            return verb
        if not self._is(verb.head - 1, "conjunctions"):
            return verb
        participle = "participle" in self.lexicon.tenses(self._lower(verb.head))
        return replace(verb, passive=True, shape=last.shape) if participle else verb

    def _verb(self, at: int) -> Verb | None:
        tenses = self.lexicon.tenses(self._lower(at))
        if not tenses or at in self.taken or self._is(at, "be", "modals"):
            return None
        helpers, first = self._helpers(at)
        if not helpers and self._is(at, "have", "do"):
            return self._main_have(at)
        lemmas = tuple(dict.fromkeys(lemma for lemma, _ in self.lexicon.forms[self._lower(at)]))
        negated = any(self._is(k, "negations") for k in range(first, at)) or self._is(first - 1, "negations")
        modal = next((h for h in helpers if h in self.classes["modals"]), "")
        if helpers:
            shape = self._helped(helpers, tenses, at, first)
            if shape is None:
                return None
            passive = "passive" in shape
            kind: Shape = "infinitive" if "to" in helpers else "finite"
            return Verb(first, at, lemmas, kind, passive, modal, negated, to="to" in helpers)
        return self._bare(at, tenses, lemmas, negated)

    def _main_have(self, at: int) -> Verb | None:
        """*have* and *do* as verbs of their own: "held", "had talks"."""
        following = at + 1
        while self._adverb(following) or self._is(following, "negations"):
            following += 1
        tenses = self.lexicon.tenses(self._lower(following))
        if (tenses & {"participle", "base"} and following not in self.taken) or self._is(following, "be"):
            return None
        lemma = "have" if self._is(at, "have") else "do"
        return Verb(at, at, (lemma,), "finite")

    def _helpers(self, at: int) -> tuple[tuple[str, ...], int]:
        """The auxiliaries to the left of a verb, nearest first, and where they begin."""
        helpers: list[str] = []
        first, k = at, at - 1
        while k >= 0:
            if self._dates(k):
                k -= 1
                continue
            if (
                self._is(k, "be", "have", "do", "modals")
                and k not in self.taken
                and not self._month_or_name(k)
            ):
                helpers.append(self._lower(k))
                first = k
            elif self._marks_infinitive(k, at, first, helpers):
                helpers.append("to")
                return tuple(helpers), k
            elif not (self._adverb(k) or self._is(k, "negations")) or at - k > 5:
                break
            k -= 1
        return tuple(helpers), first

    def _month_or_name(self, at: int) -> bool:
        """ "Mrs May met": a capital inside a sentence makes no modal."""
        return at > 0 and self.words[at].text == "May" and not self.is_title

    def _marks_infinitive(self, k: int, at: int, first: int, helpers: list[str]) -> bool:
        """Whether this is the *to* of "to attack", "to be arrested" or "to have met"."""
        if self._lower(k) != "to":
            return False
        plain = k == first - 1 and "base" in self.lexicon.tenses(self._lower(at))
        return plain or (bool(helpers) and helpers[-1] in ("be", "have"))

    def _helped(self, helpers: tuple[str, ...], tenses: frozenset[str], at: int, first: int) -> str | None:
        """How auxiliaries and form fit together, or None where the form is no verb."""
        nearest = helpers[0]
        if nearest in self.classes["be"]:
            if "gerund" in tenses:
                return "active"
            return "passive" if "participle" in tenses else None
        if nearest in self.classes["have"]:
            return "active" if "participle" in tenses else None
        if nearest == "to" or nearest in self.classes["modals"] | self.classes["do"]:
            return "active" if "base" in tenses else None
        return None

    def _bare(self, at: int, tenses: frozenset[str], lemmas: tuple[str, ...], negated: bool) -> Verb | None:
        """A form without auxiliaries."""
        before = at - 1
        while before >= 0 and (self._adverb(before) or self._dates(before)):
            before -= 1
        nominal = self._is(before, "determiners") and before not in self.taken
        preposed = self._is(before, "prepositions") and self._lower(before) != "to"
        if "gerund" in tenses:
            if nominal or self._modifies(at) or self._nominal_gerund(at, before):
                return None
            return Verb(at, at, lemmas, "gerund", negated=negated)
        if nominal or preposed or self._attributive(at, before):
            return None
        if tenses & {"past", "participle"}:
            return self._past(at, before, tenses, lemmas, negated)
        return self._present(at, before, tenses, lemmas, negated)

    def _nominal_gerund(self, at: int, before: int) -> bool:
        """ "A truck bombing at the gate": a gerund that is a noun, for no object follows."""
        if self._lower(at) not in self.lexicon.nominal:
            return False
        if before >= 0 and self._lower(before) in MARKS | self.classes["conjunctions"]:
            return False
        end = at + 1 >= len(self.words) or self._lower(at + 1) in MARKS
        return (
            end
            or self._is(
                at + 1, "prepositions", "be", "have", "modals", "subordinators", "adverbs", "conjunctions"
            )
            or (bool(self.lexicon.tenses(self._lower(at + 1))))
        )

    def _attributive(self, at: int, before: int) -> bool:
        """A participle before its noun: "armed men", "besieged town"."""
        start = before < 0 or self._lower(before) in MARKS or self._is(before, "conjunctions")
        tenses = self.lexicon.tenses(self._lower(at))
        following = at + 1
        if not start or "participle" not in tenses or self._is(before, "conjunctions"):
            return self._is(before, "negations") and "participle" not in tenses
        return (
            following < len(self.words)
            and self.words[following].text[0].isalpha()
            and not (self._is(following, "prepositions", "determiners", "adverbs", "objects"))
            and before < 0
        )

    def _past(
        self, at: int, before: int, tenses: frozenset[str], lemmas: tuple[str, ...], negated: bool
    ) -> Verb | None:
        if before >= 0 and self._object_of(before):
            return None
        following = at + 1
        while self._adverb(following):
            following += 1
        if self.lexicon.intransitive.issuperset(lemmas) and "past" in tenses:
            return Verb(at, at, lemmas, "finite", negated=negated)
        by = self._lower(following) == "by" and self._lower(following + 1) not in ("phone", "telephone")
        bare_end = following >= len(self.words) or self._is(following, "prepositions")
        if "participle" in tenses and (by or ("past" not in tenses and before >= 0)):
            return Verb(at, at, lemmas, "reduced", passive=True, negated=negated)
        if self.is_title and "participle" in tenses and bare_end:
            return Verb(at, at, lemmas, "reduced", passive=True, negated=negated)
        speech = bool(self.lexicon.speech.intersection(lemmas))
        if "participle" in tenses and bare_end and not speech and self._finite_follows(at):
            return Verb(at, at, lemmas, "reduced", passive=True, negated=negated)
        if "past" not in tenses:
            return None
        return Verb(at, at, lemmas, "finite", negated=negated)

    def _object_of(self, before: int) -> bool:
        """A participle right behind a verb is part of its object: "evacuated wounded civilians"."""
        tenses = self.lexicon.tenses(self._lower(before))
        return (
            before not in self.taken
            and bool(tenses & {"past", "gerund"})
            and not self._is(before, "have", "be")
        )

    def _present(
        self, at: int, before: int, tenses: frozenset[str], lemmas: tuple[str, ...], negated: bool
    ) -> Verb | None:
        """Present tense, told apart from a plural or a bare noun by what stands around it."""
        if before < 0 or self._lower(before) in MARKS - {",", ")"}:
            return None
        if self._is(before, "subjects", "relatives"):
            return Verb(at, at, lemmas, "finite", negated=negated)
        speech = "third" in tenses and bool(self.lexicon.speech.intersection(lemmas))
        if self._is(at + 1, "be", "have", "modals") or (not speech and self._finite_follows(at)):
            return None
        if not self.is_title and self._finite_precedes(at):
            return None
        if "base" in tenses and not (self._plural(before) or self._listed(before)):
            return None
        if not self.is_title and not self._opens_phrase(at + 1):
            return None
        return Verb(at, at, lemmas, "finite", negated=negated)
