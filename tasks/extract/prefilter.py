"""Which sentences can hold an event at all: one scan for the words of every trigger, before anything is parsed."""

import re
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from tasks.extract.codebook import Codebook
from tasks.extract.frames import Pattern, Phrase
from tasks.extract.inflect import inflect
from tasks.extract.tokens import singulars

# What English writes short, as it stands in a text once "n't" is a word of its own.
SHORT = {
    "not": ("n't", "cannot"),
    "will": ("'ll", "wo"),
    "would": ("'d",),
    "can": ("ca",),
    "be": ("is", "are", "am", "'s", "'re", "'m", "get", "gets", "got", "getting"),
    "have": ("'ve", "'s", "'d"),
    "shall": ("'ll",),
}
_HALF = re.compile(r"[\ud800-\udfff]")
ALSO_SUPPORT = "dead"  # "ten dead" supports a noun as a verb does
REACH = 24  # characters that may part the words of a phrase: an adverb or two, never a clause
Words = frozenset[str]
Found = dict[str, list[tuple[int, int]]]  # word of the codebook -> where its forms stand


@dataclass(frozen=True, slots=True)
class Need:
    """What must stand in a sentence for a trigger to fire: its phrase, and of each choice one phrase."""

    phrase: Phrase
    choices: tuple[frozenset[Phrase], ...]


class TriggerScan:
    """Tells whether a sentence has the words of any trigger, in whatever form they stand."""

    def __init__(self, codebook: Codebook) -> None:
        self._needs = {
            first: tuple({need_of(pattern) for pattern in patterns})
            for first, patterns in codebook.patterns.items()
        }
        words_of_form = _words_of_form(_all_words(self._needs), _forms_by_lemma(codebook))
        self._words_at = tuple(tuple(sorted(words)) for words in words_of_form.values())
        self._scanner = AhoCorasick(list(words_of_form))

    def may_hold_event(self, text: str) -> bool:
        """False only where no trigger of the codebook can fire in the sentence."""
        found = self._found(text)
        return any(
            _stands(need.phrase, found)
            and all(any(_stands(phrase, found) for phrase in choice) for choice in need.choices)
            for word in found
            for need in self._needs.get(word, ())
        )

    def _found(self, text: str) -> Found:
        """The words of triggers that stand in a text, as the codebook writes them."""
        whole = _HALF.sub("\ufffd", text)  # half a character cannot be handed to the scanner
        lower = whole.lower().replace("’", "'").replace("n't", " n't")
        found: Found = {}
        for number, start, end in self._scanner.find_matches_as_indexes(lower, overlapping=True):
            # Digits part words ("4km"), and so does every mark; a letter beside it makes it part of another word.
            if not (lower[max(0, start - 1) : start].isalpha() or lower[end : end + 1].isalpha()):
                for word in self._words_at[number]:
                    found.setdefault(word, []).append((start, end))
        return found


def _stands(phrase: Phrase, found: Found) -> bool:
    """Whether the words of a phrase stand in their order, each near the one before."""
    places = found.get(phrase[0], [])
    for word in phrase[1:]:
        if not places:
            return False
        following = found.get(word, [])
        places = [at for at in following if any(0 <= at[0] - end <= REACH for _, end in places)]
    return bool(places)


def need_of(pattern: Pattern) -> Need:
    """The words without which a pattern cannot fire."""
    frame = pattern.frame
    choices: list[frozenset[Phrase]] = []
    if pattern.kind == "verb":
        choices = [frozenset(phrases) for phrases in (frame.object, frame.actor_words) if phrases]
    elif pattern.kind == "noun" and frame.support:
        verbs = frozenset((phrase[0],) for phrase in frame.support)
        dead = any(ALSO_SUPPORT in phrase for phrase in frame.support)
        choices = [verbs | {(ALSO_SUPPORT,)} if dead else verbs]
    return Need(pattern.words, tuple(choices))


def _all_words(needs: dict[str, tuple[Need, ...]]) -> frozenset[str]:
    every = [need for listed in needs.values() for need in listed]
    beside = {word for need in every for choice in need.choices for phrase in choice for word in phrase}
    return frozenset(beside.union(*(need.phrase for need in every)))


def _forms_by_lemma(codebook: Codebook) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for form, analyses in codebook.verbs.forms.items():
        for lemma, _ in analyses:
            forms.setdefault(lemma, set()).add(form)
    return forms


def _words_of_form(words: Words, verb_forms: dict[str, set[str]]) -> dict[str, set[str]]:
    """Each form in which a word of a trigger can stand, with the words that it can be."""
    found: dict[str, set[str]] = {}
    for word in sorted(words):
        forms = {word, *singulars(word), *_plurals(word), *SHORT.get(word, ()), *verb_forms.get(word, ())}
        if len(word) > 2 and word.isascii() and word.isalpha():
            forms |= {form for form, _ in inflect(word, {}, ())}
        for form in forms:
            found.setdefault(form.replace("’", "'"), set()).add(word)
    return found


def _plurals(word: str) -> tuple[str, ...]:
    """Every form of which ``singulars`` gives the word, and the plural of men and women."""
    forms = [word + "s", word + "es"]
    if word.endswith("y"):
        forms.append(word[:-1] + "ies")
    if word.endswith("man"):
        forms.append(word[:-2] + "en")
    if word.endswith("men"):
        forms.append(word[:-2] + "an")
    return tuple(forms)
