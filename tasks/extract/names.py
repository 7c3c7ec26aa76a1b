"""Words of a text with their offsets, and a trie that finds known names among them in one pass."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

V = TypeVar("V")

# Dotted capitals ("U.S.", "D.R.") are one word; a possessive ending is a word of its own, so "Ghana's" still
# shows "Ghana"; everything else is a run of letters and digits.
_WORD = re.compile(r"(?:[A-Z]\.){2,}|(?<=\w)[’'ʼ][sS]\b|[^\W_]+")
# What may stand between two words of one name: a space, a soft line end, a hyphen or an apostrophe.
_JOINT = re.compile(r"[ \u00a0\u202f]{1,2}|[ \u00a0]?\n[ \u00a0]?|[-‐‑–’'ʼ`]|")
_ABBREVIATION_JOINT = re.compile(r"\. ?")
_LONGEST_ACRONYM = 5  # letters; longer words in capitals are shouted


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``text[start:end]``, its folded form, and whether it may continue the name before it."""

    start: int
    end: int
    text: str
    folded: str
    joined: bool  # only a space, hyphen or apostrophe parts it from the word before
    spaced: bool  # a plain space parts it from the word before

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Lower case without accents, dots and apostrophe variants: ``Daraʿā`` and ``daraa`` are one key."""
    plain = word.casefold()
    if plain.isascii():
        return plain.replace(".", "")
    parts = unicodedata.normalize("NFKD", plain.replace("’", "'").replace("ʼ", "'"))
    return "".join(c for c in parts if not unicodedata.combining(c)).replace(".", "")


def words_of(text: str) -> list[Word]:
    """Every word of a text, in order."""
    words: list[Word] = []
    end, previous = -1, ""
    for match in _WORD.finditer(text):
        start, shown = match.start(), match.group()
        gap = text[end:start] if end >= 0 else "."
        joined = gap == " " or _JOINT.fullmatch(gap) is not None
        joined = joined or (gap in ("' ", "’ ") and previous.endswith("s"))  # "nurses' union"
        if not joined and len(previous) <= 3 and previous[:1].isupper():
            joined = end >= 0 and _ABBREVIATION_JOINT.fullmatch(gap) is not None
        words.append(Word(start, match.end(), shown, fold(shown), joined, gap.isspace()))
        end, previous = match.end(), shown
    return words


@dataclass(slots=True)
class _Node(Generic[V]):
    children: dict[str, "_Node[V]"] = field(default_factory=dict)
    values: list[tuple[tuple[str, ...], V]] = field(default_factory=list)


class NameIndex(Generic[V]):
    """A trie over folded words; a name's capitals must be there in the text, its small letters need not be."""

    def __init__(self) -> None:
        self._root: _Node[V] = _Node()

    def add(self, name: str, value: V) -> None:
        """Add one name; the same name may carry several values."""
        words = words_of(name)
        node = self._root
        for word in words:
            node = node.children.setdefault(word.folded, _Node())
        node.values.append((tuple(_shape(word.text) for word in words), value))

    def matches(self, words: Sequence[Word], at: int) -> Iterator[tuple[int, V]]:
        """Every name that begins at ``words[at]`` as (words long, value), the longest first.

        Of two as long the one whose capitals the text has comes first: "the Security Council" is the UN's.
        """
        found: list[tuple[int, tuple[int, int], V]] = []
        node = self._root.children.get(words[at].folded) if at < len(words) else None
        length = 1
        while node is not None:
            for shapes, value in node.values:
                if all(_fits(words[at + i].text, shape) for i, shape in enumerate(shapes)):
                    found.append((length, _capitals(shapes), value))
            nxt = at + length
            if nxt >= len(words) or not words[nxt].joined:
                break
            node = node.children.get(words[nxt].folded)
            length += 1
        found.reverse()
        found.sort(key=_rank)
        return ((length, value) for length, _, value in found)

    def shapes(self, words: Sequence[Word], at: int, length: int) -> tuple[str, ...]:
        """The capitals of the name that is ``length`` words long here; KeyError where there is none."""
        node = self._root
        for word in words[at : at + length]:
            node = node.children[word.folded]
        return max((shapes for shapes, _ in node.values), key=_capitals, default=())

    def longest(self, words: Sequence[Word], at: int) -> tuple[int, V] | None:
        """The longest name that begins at ``words[at]``."""
        return next(self.matches(words, at), None)


def is_acronym(word: str) -> bool:
    """Whether a word lives by its capitals: short, with more of them than its first ("SANA", "LeT")."""
    letters = word.replace(".", "")
    return len(letters) <= _LONGEST_ACRONYM and _has_inner_capital(letters)


def _has_inner_capital(word: str) -> bool:
    return word[:1].isupper() and any(letter.isupper() for letter in word[1:])


def _shape(word: str) -> str:
    """``A`` all capitals, ``M`` an acronym with small letters, ``a`` a capital first, empty where any case will do."""
    letters = word.replace(".", "")
    if letters in ("Al", "El", "The"):  # "Al-Shabaab" opens a sentence, "al-Shabaab" stands in one
        return ""
    if len(letters) > 1 and letters.isupper():
        return "A"
    if is_acronym(letters):
        return "M"
    return "a" if word[0].isupper() else ""


def _capitals(shapes: tuple[str, ...]) -> tuple[int, int]:
    """How many words have a capital, and how many are all capitals: "SANA" is the agency, "Sana" the city."""
    return sum(bool(shape) for shape in shapes), shapes.count("A")


def _rank(match: tuple[int, tuple[int, int], object]) -> tuple[int, int, int]:
    length, (capitals, acronyms), _ = match
    return -length, -capitals, -acronyms


def _fits(word: str, shape: str) -> bool:
    if shape == "":
        return True
    if shape == "M":  # "LeT" is a group, "Let" is none
        return _has_inner_capital(word)
    return word[0].isupper() if shape == "a" else word.isupper()
