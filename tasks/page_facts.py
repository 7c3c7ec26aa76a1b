"""What a page says of its article in JSON-LD and meta elements: headline, authors, time of publication, text."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from tasks.page_authors import byline_names, is_signed, people_first, split_names
from tasks.page_dates import choose_time
from tasks.page_titles import are_alike, choose_title, title_line

_TITLES = ("twitter:title", "dc.title", "title")
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
_AUTHORS = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "dc.creator",
    "byl",
    "articleauthor",
    "cxenseparse:author",
    "og:author",
)
_SITES = ("og:site_name", "application-name", "publisher", "twitter:site")
# What hides a script from old browsers, and the semicolon of those who take it for JavaScript.
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:(?://|/\*)?\s*\]\]>(?:\s*\*/)?|-->|;)\s*\Z"
)
_DEEPEST = 6  # how far into nested JSON-LD an article is looked for
_HEADINGS = 3
_LISTS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found; a time of publication has its zone, or is the page's day at midnight UTC."""

    title: str | None = None
    author: str | None = None  # names, joined by a comma
    published_at: datetime | None = None
    headlines: tuple[str, ...] = field(
        default=(), compare=False
    )  # every form of its title that the page shows
    own_names: tuple[str, ...] = field(default=(), compare=False)  # what the outlet calls itself
    is_signed: bool = field(default=True, compare=False)  # by somebody else than the outlet itself
    leads: tuple[str, ...] = field(default=(), compare=False)  # how the page sums its article up
    is_paid: bool = field(default=False, compare=False)  # for subscribers only
    is_media: bool = field(default=False, compare=False)  # a video or a gallery
    declared: str | None = field(default=None, compare=False)  # its own address: rel=canonical, or og:url
    body: str = field(default="", compare=False)  # the article's text as JSON-LD has it, often cut or missing

    @property
    def is_complete(self) -> bool:
        """Say whether nothing is missing."""
        return None not in (self.title, self.author, self.published_at)


def read_facts(tree: HtmlElement) -> PageFacts:
    """Read the facts of a parsed page: JSON-LD and OpenGraph first, then other meta elements."""
    metas = _metas(tree)
    nodes = list(_all_nodes(tree))
    article = _main_article(nodes, metas.get("og:title") or "")
    own = tuple(_own_names(article, metas, nodes))
    # OpenGraph's is the headline that is shown where the article is shared; JSON-LD's is often the search engine's.
    said = [metas.get("og:title"), _line(article.get("headline")), *(metas.get(name) for name in _TITLES)]
    headings = _headings(tree)
    title = choose_title([one for one in said if one] and [*(one for one in said if one), *headings], own)
    dates = (_line(article.get("datePublished")), *(metas.get(name) for name in _DATES))
    others = (_line(node.get("datePublished")) for node in nodes if not _is_article(node))
    when = choose_time((*dates, *others))
    authors = _authors(tree, article, metas, nodes, own)
    return PageFacts(
        title,
        ", ".join(authors) or None,
        when,
        is_signed=is_signed(authors, own),
        headlines=tuple(title_line(one) for one in (title, *said, *headings) if one),
        own_names=own,
        leads=_leads(article, metas),
        is_paid=any(_is_false(node.get("isAccessibleForFree")) for node in nodes if _is_article(node)),
        is_media=not article and (metas.get("og:type", "").startswith("video") or any(map(_is_media, nodes))),
        declared=_declared(tree) or metas.get("og:url"),
        body=_text(article.get("articleBody")),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta", "time"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _line(element.get("content") or element.get("datetime"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _declared(tree: HtmlElement) -> str | None:
    # Several that differ say nothing.
    said = {
        (link.get("href") or "").strip()
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    } - {""}
    return said.pop() if len(said) == 1 else None


def _leads(article: Mapping[str, Any], metas: Mapping[str, str]) -> tuple[str, ...]:
    said = (_line(article.get("description")), metas.get("og:description"), metas.get("description"))
    return tuple(dict.fromkeys(line for line in said if line))


def _headings(tree: HtmlElement) -> list[str]:
    lines = (_line(heading.text_content()) for heading in islice(tree.iter("h1"), 2 * _HEADINGS))
    return [line for line in lines if line][:_HEADINGS]


def _all_nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(_WRAPPING.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue  # a page's broken script is no reason to lose the page
        yield from _nodes(data, 0)


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        for key in _LISTS:
            yield from _nodes(data.get(key), depth + 1)
    elif isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report")) for kind in listed)


def _main_article(nodes: Sequence[dict[str, Any]], title: str) -> dict[str, Any]:
    # The first one, but a list of other articles may stand before it.
    articles = [node for node in nodes if _is_article(node) and node.get("headline")]
    own = (node for node in articles if are_alike(_line(node["headline"]) or "", title))
    first = next((node for node in nodes if _is_article(node)), {})
    return next(own, articles[0] if articles else first)


def _is_media(node: Mapping[str, Any]) -> bool:
    return node.get("@type") in ("VideoObject", "MediaGallery", "ImageGallery", "VideoGallery")


def _is_false(value: Any) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() == "false")


def _authors(
    tree: HtmlElement,
    article: Mapping[str, Any],
    metas: Mapping[str, str],
    nodes: list[dict[str, Any]],
    own: tuple[str, ...],
) -> list[str]:
    people = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}

    def sources() -> Iterator[list[str]]:
        yield list(_names(article.get("author"), people))
        yield from (list(_names(metas.get(name), people)) for name in _AUTHORS)
        yield byline_names(tree)

    return people_first(sources(), own)


def _own_names(
    article: Mapping[str, Any], metas: Mapping[str, str], nodes: list[dict[str, Any]]
) -> Iterator[str]:
    yield from (metas[name].removeprefix("@") for name in _SITES if name in metas)
    sites = (node for node in nodes if node.get("@type") == "WebSite")
    for said in (article.get("publisher"), *sites):
        name = _line(said.get("name")) if isinstance(said, dict) else None
        if name:
            yield name


def _names(value: Any, people: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _names(item, people)
    elif isinstance(value, dict):
        name, other = value.get("name"), value.get("@id")
        if name is None and isinstance(other, str):
            name = people.get(other, {}).get("name")
        yield from _names(name, {})
    elif (name := _line(value)) is not None and "://" not in name:
        yield from split_names(name)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line(value: Any) -> str | None:
    # Headlines in JSON-LD are often escaped as if they stood in HTML.
    return title_line(html.unescape(value)) or None if isinstance(value, str) else None
