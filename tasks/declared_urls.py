"""The address that an article's page declares for itself: a second key, where it can be trusted.

Pages declare wrong addresses, too: a section, the first page of many, the same one on every page. What no rule can see
by the address alone is seen by the words: two articles that share a declared address are one only where they are alike.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

from tasks.records import Article, SeenArticle
from tasks.sites import site_name
from tasks.url_rules import names_article
from tasks.urls import canonical_url, is_home_page

ALIKE = (
    0.5  # of the words of the shorter of two texts; two reports of one outlet share a tenth, rarely a quarter
)
LEAST_WORDS = 3
_EDITION = re.compile(r"amp|m|mobile|touch|wap|www?[0-9]?")
_LONG_WORD = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿]{2}|[^\W\d_]{4,}")
_PAGE_NAMES = frozenset(
    ("page", "p", "pg", "paged", "pageno", "seite", "pagina", "página", "strona", "start", "offset")
)
_PAGE_NUMBER = re.compile(r"/(?:(?:page|seite|pagina|p)[/-]?)?([0-9]{1,2})\Z", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")


def declared_key(declared: str | None, page_url: str) -> str | None:
    """Give the key of the address that the page at ``page_url`` declares, or its own where it declares none to trust.

    None where neither names an article. A declared address counts on the page's own site, if it is no front page, no
    section that the page stands in, and not another page of the same list or article.
    """
    page = canonical_url(page_url)
    if page is None:
        return None
    key = _resolved(declared or "", page_url)
    if key is not None and _is_trusted(key, page):
        return key
    return None if is_home_page(page) else page


def are_alike(one: tuple[str, str], other: tuple[str, str], share: float = ALIKE) -> bool:
    """Say whether two articles, each a headline and a text, can be versions or cuts of one.

    ``share`` is what both must have in common of the words of the shorter one.
    """
    words, others = _long_words(*one), _long_words(*other)
    shorter = min(len(words), len(others))
    if shorter < LEAST_WORDS:
        return words == others and shorter > 0
    return len(words & others) >= share * shorter


def _resolved(declared: str, page_url: str) -> str | None:
    try:
        return canonical_url(urljoin(page_url, declared.strip())) if declared.strip() else None
    except ValueError:
        return None


def is_version(one: Article, other: Article | SeenArticle) -> bool:
    """Say whether the words of two articles allow that they are one."""
    same_words = one.content_hash == other.content_hash
    return same_words or are_alike((one.title, one.text), (other.title, other.text))


def _is_trusted(key: str, page: str) -> bool:
    if is_home_page(key) or not _is_same_site(key, page):
        return False
    if key == page:
        return True
    there, here = urlsplit(key), urlsplit(page)
    if _page_number(page) != _page_number(key):
        return False
    if here.path.startswith(there.path.rstrip("/") + "/") and not names_article(there.path):
        return False
    # Where the article's number stands in the query, an address without it is that of all articles.
    chosen = there.path == here.path and not there.query and _DIGIT.search(here.query) is not None
    return _says_something(there.path, there.query) and (not chosen or names_article(there.path))


def _is_same_site(key: str, page: str) -> bool:
    there, here = urlsplit(key), urlsplit(page)
    if there.netloc == here.netloc:
        return there.scheme == here.scheme
    labels = {*there.netloc.split("."), *here.netloc.split(".")}
    return any(map(_EDITION.fullmatch, labels)) and site_name(key) == site_name(page)


def _says_something(path: str, query: str) -> bool:
    # "/world" and "/news/politics" are sections; an article has a number, a slug or a file of its own.
    last = path.rpartition("/")[2]
    if query or names_article(path):
        return True
    return any(mark in "-_." or mark.isdigit() for mark in last) or path.count("/") > 2


def _page_number(key: str) -> int:
    parts = urlsplit(key)
    named = (value for name, value in parse_qsl(parts.query) if name.lower() in _PAGE_NAMES)
    numbers = [int(value) for value in named if value.isdecimal() and len(value) <= 2]
    found = _PAGE_NUMBER.search(parts.path)
    return max([1, *numbers, int(found[1]) if found else 1])


def _long_words(title: str, text: str) -> frozenset[str]:
    return frozenset(_words_of(title)) | frozenset(_words_of(text))


def _words_of(text: str) -> Iterator[str]:
    return (found[0] for found in _LONG_WORD.finditer(text.casefold()))
