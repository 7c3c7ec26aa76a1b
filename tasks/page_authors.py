"""The names in a page's by-line: told apart, without the words around them, people before the outlet's own name."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

_BY = re.compile(
    r"(?:by|von|par|por|door|oleh|text|texte|autore?|author|words by|written by)[:\s]\s*(?=\S)", re.IGNORECASE
)
_BY_ENGLISH = re.compile(r"\Aby:?\s+(?=\S)", re.IGNORECASE)
_NOT_NAMES = re.compile(r"\(?\S*@\S+\)?|https?://\S+|\((?:AP|AFP|Reuters|dpa|EFE|ANSA)\)", re.IGNORECASE)
_LISTED = re.compile(r"\s*[;,|•]\s*|\s+/\s+")
_AND = re.compile(r"\s+(?:and|und|et|y|og|och|en|ve|&|\+)\s+")
_JOINED = re.compile(r"\A(?:and|und|&)\s+")
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:by-?lines?|authors?)(?:[\s_-]|$)", re.IGNORECASE)
_NOT_ITS_OWN = re.compile(r"comment|teaser|related|footer|sidebar|recommend", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W_]+")
_SITE_ENDING = re.compile(r"\.(?:com|org|net|info|co|tv|news|de|fr|no|se)(?:\.[a-z]{2})?\b")
_DESK = re.compile(r"\b(?:news|nachrichten|online|redaktion|haber)\b")
_LONGEST_LIST = 500  # characters of the names of all who wrote a page
_LONGEST = 120  # characters of a by-line
_MOST_MARKED = 50  # elements that a page calls by-lines
_MOST_WORDS = 5  # of one name


def split_names(value: str) -> list[str]:
    """Give the names in a line; two that "and" joins are parted where both look like a person's."""
    line = _BY_ENGLISH.sub("", _NOT_NAMES.sub("", value[:_LONGEST_LIST]).strip(), count=1)
    parts = (part.strip() for part in _LISTED.split(line))
    return [name for part in parts for name in _parted(part) if name]


def people_first(sources: Iterable[Iterable[str]], own: Iterable[str]) -> list[str]:
    """Give the names of the first source that names anyone but the outlet; its own name where none does.

    ``own`` holds what the outlet calls itself.
    """
    outlet = tuple(own)
    fallen_back: list[str] = []
    for source in sources:
        names = list(dict.fromkeys(source))
        if is_signed(names, outlet):
            return names
        fallen_back = fallen_back or names
    return fallen_back


def is_signed(names: Iterable[str], own: Iterable[str]) -> bool:
    """Say whether anyone but the outlet, by the names that it calls itself, is among the names."""
    outlet = {_bare(name) for name in own} | {""}
    return any(_bare(name) not in outlet for name in names)


def byline_names(tree: HtmlElement) -> list[str]:
    """Give the names of the first element that is marked as a by-line and reads like one ("By Ama Mensah").

    A bare name is not enough: under the same mark stand as often the links to an author's accounts.
    """
    for element in islice(_marked(tree), _MOST_MARKED):
        line = " ".join(element.text_content().split())
        if len(line) <= _LONGEST and (names := names_of_byline(line)):
            return names
    return []


def _marked(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter("span", "p", "div", "address", "li", "a"):
        marks = " ".join(element.get(name) or "" for name in ("class", "rel", "itemprop"))
        if _BYLINE_CLASS.search(marks) and not _NOT_ITS_OWN.search(marks):
            yield element


def names_of_byline(line: str) -> list[str]:
    """Give the names of a line that is a by-line and nothing else; empty where it is not."""
    found = _BY.match(line)
    if found is None:
        return []
    names = split_names(line[found.end() :])
    return names if names and _is_person(names[0]) and all(map(_is_short, names)) else []


def _parted(part: str) -> Iterator[str]:
    pieces = _AND.split(part)
    if len(pieces) > 1 and all(map(_is_person, pieces)):
        yield from pieces
    else:
        yield _JOINED.sub("", part)


def _is_person(name: str) -> bool:
    words = name.split()
    capitals = [word for word in words if word[0].isupper()]
    if any(character.isdigit() for character in name) or "@" in name:
        return False
    return 2 <= len(words) <= _MOST_WORDS and words[0][0].isupper() and len(capitals) >= len(words) - 2


def _is_short(name: str) -> bool:
    return 1 <= len(name.split()) <= _MOST_WORDS and name[0].isupper()


def _bare(name: str) -> str:
    folded = _SITE_ENDING.sub("", name.casefold().removeprefix("www.")).removeprefix("the ")
    return _NOT_WORD.sub("", _DESK.sub("", folded)) or _NOT_WORD.sub("", folded)
