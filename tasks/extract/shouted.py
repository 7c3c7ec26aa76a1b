"""Gives the words of an all-capitals text ("TURKEY SEALS BORDER WITH IRAQ") the case that the lexicon knows."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.actor_lexicon import Term
from tasks.extract.codebook_rows import CODEBOOK, read_words
from tasks.extract.finder_words import word_set
from tasks.extract.names import NameIndex, Word

_COMMON = read_words(CODEBOOK / "common_words.txt") | word_set("word_surnames") | word_set("shouted_words")
_EVERYDAY = _COMMON - word_set("shouted_names")
_FEWEST_WORDS = 3


def is_shouted(words: Sequence[Word]) -> bool:
    """Whether every word is in capitals, so that capitals do not tell names from other words."""
    plain = [word.text for word in words if word.text[0] not in "'’ʼ" and not word.text.isdigit()]
    return len(plain) >= _FEWEST_WORDS and all(word.isupper() for word in plain)


def unshouted(words: Sequence[Word], index: NameIndex[Term]) -> list[Word]:
    """The words in small letters, but for the names that the index knows; offsets stay.

    An acronym or name that is also an everyday word ("WHO", "IS", "MAY") counts as that word.
    """
    lower = [replace(word, text=word.text.lower()) for word in words]
    at = 0
    while at < len(words):
        length = _name_length(words, at, index)
        for k in range(at, at + length):
            lower[k] = replace(words[k], text=_named(words[k].text, index.shapes(words, at, length)[k - at]))
        at += max(1, length)
    return lower


def _name_length(words: Sequence[Word], at: int, index: NameIndex[Term]) -> int:
    """How many words a name takes here; 0 where none begins."""
    longest = 0
    for length, term in index.matches(words, at):
        if length < longest:
            break
        longest = length
        if term.kind not in ("role", "modifier") and (length > 1 or words[at].folded not in _EVERYDAY):
            return length
    return 0


def _named(word: str, shape: str) -> str:
    return word if shape == "A" else word.capitalize() if shape == "a" else word.lower()
