"""Weighs the words around a name: do they say that it is a place, or that it is somebody?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tasks.extract.finder_words import word_set
from tasks.extract.names import Word

if TYPE_CHECKING:
    from tasks.extract.gazetteer import Gazetteer

_STRONG = word_set("place_before")
_MEDIUM = word_set("place_perhaps")
_TYPE_BEFORE = word_set("place_kinds_before")
_TYPE_AFTER = word_set("place_kinds_after")
_SPEAKS = word_set("speaks")
_DAYS = word_set("never_surname")
_TITLES = word_set("courtesy_titles")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How plainly the words around say "place": 0 not at all, 1 somewhat, 2 plainly, 3 outright; or refused."""

    level: int
    refused: bool = False

    def stated(self) -> "Evidence":
        """The same with the country or province named right after it."""
        return replace(self, level=3, refused=False)


def weigh(
    text: str, words: Sequence[Word], at: int, end: int, gazetteer: "Gazetteer", *, listed: bool
) -> Evidence:
    """The evidence around ``words[at:end]``; ``listed`` says that it continues a list of places."""
    before = words[at - 1] if at and words[at].joined and words[at].spaced else None
    after = words[end] if end < len(words) and words[end].joined else None
    level = max(_before(words, at, before), 1 if listed else 0, _after(after))
    if level < 3 and (
        _is_somebody(text, words, at, before, gazetteer) or _goes_on(words, end, after, gazetteer)
    ):
        return Evidence(level, refused=True)
    if after is not None and after.folded in _SPEAKS:
        return Evidence(level, refused=True)
    return Evidence(level)


def _before(words: Sequence[Word], at: int, before: Word | None) -> int:
    if before is None:
        return 0
    if before.folded in _TYPE_BEFORE and not before.capital:
        return 3
    if (
        before.folded == "of"
        and at >= 2
        and words[at - 2].folded in _TYPE_BEFORE | {"outskirts", "north", "south", "east", "west"}
    ):
        return 3
    if before.folded in _STRONG:
        return 2
    return 1 if before.folded in _MEDIUM else 0


def _after(after: Word | None) -> int:
    if after is None:
        return 0
    if after.folded in _TYPE_AFTER:
        return 3
    return 0


def _is_somebody(
    text: str, words: Sequence[Word], at: int, before: Word | None, gazetteer: "Gazetteer"
) -> bool:
    """Whether the word before makes it a surname or a part of a longer name."""
    if at and not words[at].spaced and words[at].joined:
        return words[at - 1].capital and text[words[at - 1].end : words[at].start] != ""
    if before is None or not before.capital or before.folded in _DAYS | _STRONG | _MEDIUM | _TYPE_BEFORE:
        return False
    if before.folded in _TITLES or gazetteer.is_given_name(before.folded):
        return True
    opens = at == 1 or not words[at - 1].joined
    if opens and gazetteer.is_common(before.folded):
        return False
    return gazetteer.index.longest(words, at - 1) is None


def _goes_on(words: Sequence[Word], end: int, after: Word | None, gazetteer: "Gazetteer") -> bool:
    """Whether a capitalised word follows that makes it a longer name ("Paris Hilton", "Manchester United")."""
    if after is None or not after.capital or not after.text[0].isalpha():
        return False
    if after.folded in _DAYS or after.folded in _TYPE_AFTER:
        return False
    return not gazetteer.is_role(words, end)
