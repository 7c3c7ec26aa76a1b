"""Which of the titles that a page gives is its headline, and where the site's own words behind it begin."""

import re
from collections.abc import Iterable, Sequence

from tasks.boilerplate import strip_site_suffix

# What parts a headline from the site's words behind it; a colon with Western spacing belongs to the headline.
_PARTED = re.compile(r"\s*[|ㅣ｜•·*：»]|\s+[–—-]\s|-[^-|ㅣ｜]{1,20}[|ㅣ｜]")
_QUOTE = re.compile(r"\s*[\"'“„«]")
_CUT = re.compile(r"\s*(?:…|\.\.\.)\Z")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_SPACES = re.compile(r"[^\S\u3000]+")  # the wide space of Japanese headlines parts their clauses
_FOLDED = str.maketrans(dict.fromkeys('‘’‚“”„«»"', "'"))  # a page prints one mark here and another there
_LEAST_SHARE = 0.3  # of a title that is the headline alone
_LONGEST = 2000  # characters; a longer title or lead is a text
_WORD = re.compile(r"\w+")
_ALIKE = 0.5


def choose_title(titles: Sequence[str], names: Iterable[str] = ()) -> str | None:
    """Give the first title without the words of the site, whose ``names`` are given; None without a title.

    Where another title ends at what looks like the site's part of the first, that other is the headline. One that
    was cut is made whole from another.
    """
    lines = [line for line in map(title_line, titles) if line]
    if not lines:
        return None
    chosen = next((line for line in lines[1:] if _is_whole(line, lines[0])), lines[0])
    shorter = [len(line) for line in lines if _is_headline_of(line, chosen)]
    if shorter:
        return chosen[: max(shorter)]
    for name in names:
        chosen = strip_site_suffix(chosen, name)
    return chosen


def title_line(title: str) -> str:
    """Give a title as one line without elements and soft hyphens."""
    return _SPACES.sub(" ", _TAG.sub("", title[:_LONGEST]).replace("\xad", "")).strip()


def are_alike(one: str, other: str) -> bool:
    """Say whether two headlines share half of their words."""
    first, second = (set(_WORD.findall(line.casefold())) for line in (one, other))
    return bool(first) and len(first & second) >= _ALIKE * max(len(first), len(second))


def _is_headline_of(line: str, title: str) -> bool:
    if not _folded(title).startswith(_folded(line)) or len(line) < _LEAST_SHARE * len(title):
        return False
    return _PARTED.match(title[len(line) :]) is not None


def _folded(line: str) -> str:
    return line.translate(_FOLDED)


def _is_whole(line: str, title: str) -> bool:
    # An attribute ends at the first quotation mark that nobody escaped.
    stem = _CUT.sub("", title)
    if len(line) <= len(title) or not line.startswith(stem):
        return False
    return stem != title or _QUOTE.match(line[len(stem) :]) is not None
