"""Whether a page is the article: not a consent wall, a paywall, a video, or the words "not found" under status 200."""

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tasks.page_titles import are_alike
from tasks.pages import ExtractedPage
from tasks.records import Article
from tasks.text import word_count
from tasks.urls import canonical_url, is_home_page

WALLS_FILE = Path(__file__).with_name("page_walls.toml")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAST_SHARED = 0.3  # of the long words of headline and summary, found again in the page's text
_MOSTLY = 0.6
_LEAST_COMPARED = 5
_WITHOUT_SPACES = frozenset(("ja", "km", "lo", "my", "th", "zh"))  # words cannot be told there
_LONGEST_TITLE = 80  # characters of a title that says nothing but "not found" and the site's name


@dataclass(frozen=True, slots=True)
class _Walls:
    """The rules of ``page_walls.toml``, by the reason that each gives."""

    most_words: int
    most_words_of_media: int
    beside_text: tuple[str, ...]
    phrases: Mapping[str, Sequence[str]]
    titles: Mapping[str, Sequence[str]]
    addresses: Mapping[str, Sequence[re.Pattern[str]]]
    media: tuple[re.Pattern[str], ...]


def why_unusable(article: Article, page: ExtractedPage, final_url: str) -> str | None:
    """Say why a page must not replace what the feed gave, or None where it may."""
    words = word_count(page.text)
    landed = canonical_url(final_url)
    if landed is not None and is_home_page(landed):
        return "led to the front page"
    shared = _shared_words(article, page.text)
    if (wall := _wall(article, page, final_url, words, shared or 0.0)) is not None:
        return wall
    if words <= word_count(article.text):
        return "not longer than the feed's text"
    # A wall in words that no list knows shares nothing with the headline and the summary.
    return None if shared is None or shared >= _LEAST_SHARED else "another text than the feed's"


def _wall(article: Article, page: ExtractedPage, final_url: str, words: int, shared: float) -> str | None:
    walls = _walls()
    return (
        _by_title(walls.titles, article, page.title or "")
        or _by_address(walls.addresses, article, final_url)
        or (_by_words(walls, page.text, shared) if words <= walls.most_words else None)
        or (_by_kind(walls, page, final_url) if words <= walls.most_words_of_media else None)
    )


def _by_title(titles: Mapping[str, Sequence[str]], article: Article, title: str) -> str | None:
    folded = _folded(title)
    if len(title) > _LONGEST_TITLE or are_alike(title, article.title):
        return None
    says = (reason for reason, phrases in titles.items() if _says(phrases, folded))
    # "404" and the like may stand in a headline of its own, which the feed then gave as well.
    return next((reason for reason in says if not _says(titles[reason], _folded(article.title))), None)


def _by_address(
    addresses: Mapping[str, Sequence[re.Pattern[str]]], article: Article, final_url: str
) -> str | None:
    landed = _host_and_path(final_url)
    if not article.url or landed == _host_and_path(article.url):
        return None
    return next(
        (reason for reason, rules in addresses.items() if any(rule.search(landed) for rule in rules)), None
    )


def _by_words(walls: _Walls, text: str, shared: float) -> str | None:
    folded = _folded(text)
    is_article = shared >= _MOSTLY
    for reason, phrases in walls.phrases.items():
        if is_article and reason not in walls.beside_text:
            continue
        if _says(phrases, folded):
            return reason
    return None


def _by_kind(walls: _Walls, page: ExtractedPage, final_url: str) -> str | None:
    if page.is_media or any(rule.search(urlsplit(final_url).path) for rule in walls.media):
        return "a video or a gallery"
    return "a paywall" if page.is_paid else None


def _shared_words(article: Article, text: str) -> float | None:
    # None: the feed gave too few words to tell, or they cannot be parted.
    expected = set(_LONG_WORD.findall(f"{article.title}\n{article.text}".casefold()))
    if len(expected) < _LEAST_COMPARED or article.language in _WITHOUT_SPACES:
        return None
    found = set(_LONG_WORD.findall(text.casefold()))
    return len(expected & found) / len(expected)


def _says(phrases: Sequence[str], folded: str) -> bool:
    return any(phrase in folded for phrase in phrases)


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'")


def _host_and_path(url: str) -> str:
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}".lower()


@functools.cache
def _walls() -> _Walls:
    data: dict[str, Any] = tomllib.loads(WALLS_FILE.read_text(encoding="utf-8"))
    return _Walls(
        data["most_words"],
        data["most_words_of_media"],
        tuple(data["beside_text"]),
        data["phrases"],
        data["titles"],
        {reason: [re.compile(rule) for rule in rules] for reason, rules in data["addresses"].items()},
        tuple(re.compile(rule) for rule in data["media"]["paths"]),
    )
