"""What a page says of its article in JSON-LD and meta elements: headline, authors, time of publication."""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml.html import HtmlElement

from tasks.boilerplate import strip_site_suffix

_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "publish-date",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "date",
)
_AUTHORS = ("author", "article:author", "og:article:author", "parsely-author", "dc.creator", "byl")
_DEEPEST = 6  # how far into nested JSON-LD an article is looked for


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found; a time of publication has its zone, or is the page's day at midnight UTC."""

    title: str | None = None
    author: str | None = None  # names, joined by a comma
    published_at: datetime | None = None

    @property
    def is_complete(self) -> bool:
        """Say whether nothing is missing."""
        return None not in (self.title, self.author, self.published_at)


def read_facts(tree: HtmlElement) -> PageFacts:
    """Read the facts of a parsed page: JSON-LD first, then meta elements."""
    metas = _metas(tree)
    article = _article_node(tree)
    title = _line(article.get("headline")) or _first(metas, _TITLES)
    if title is not None:
        title = strip_site_suffix(title, metas.get("og:site_name", ""))
    # An outlet that signs for its desk is the author, too.
    names = list(_names(article.get("author"))) or list(_names(_first(metas, _AUTHORS)))
    when = read_time(_line(article.get("datePublished"))) or read_time(_first(metas, _DATES))
    return PageFacts(title, ", ".join(dict.fromkeys(names)) or None, when)


def read_time(value: str | None) -> datetime | None:
    """Read an ISO 8601 time; one without a zone is taken as UTC, one that cannot be read as its day."""
    for text in (value or "", (value or "")[:10]):
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            continue
        try:
            return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
        except OverflowError:
            return None
    return None


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _line(element.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _article_node(tree: HtmlElement) -> dict[str, Any]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue  # a page's broken script is no reason to lose the page
        for node in _nodes(data, 0):
            if _is_article(node) and node.get("headline"):
                return node
    return {}


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _nodes(data.get(key), depth + 1)
    elif isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report")) for kind in listed)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _names(item)
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif (name := _line(value)) is not None and "://" not in name:
        yield name.removeprefix("By ").removeprefix("by ")


def _line(value: Any) -> str | None:
    # Headlines in JSON-LD are often escaped as if they stood in HTML.
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None
