"""What a document is, told by its root element, and where that starts."""

import re
from dataclasses import dataclass
from typing import Literal

from tasks.errors import ParseError

PROLOG_SEARCHED = 65536
FEED_ROOTS = frozenset({"rss", "rdf", "feed"})
ROOT = re.compile(r"<((?:[\w.-]+:)?([A-Za-z_][\w.-]*))")
FEED_START = re.compile(r"<((?:[\w.-]+:)?(?:rss|RDF|feed))[\s>]")
ITEM_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]")
BLANKS = re.compile(r"\s*")
SUBSET_END = re.compile(r"\]\s*>")
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
NEWS_NAMESPACE = "www.google.com/schemas/sitemap-news/"
OTHER_ROOTS = {
    "html": "this is a web page, not a feed; `daybook feeds discover` finds the feeds of a site",
    "urlset": "this is a sitemap without news, not a feed",
    "sitemapindex": "this is an index of sitemaps, not a feed; one of those it lists may be of news",
    "opml": "this is an OPML list of feeds, not a feed; `daybook feeds import` reads it",
}


@dataclass(frozen=True, slots=True)
class Root:
    """The root element of a document that can be read."""

    kind: Literal["feed", "sitemap"]
    name: str  # as it is written, with its prefix
    position: int  # in the text


def find_root(text: str) -> Root:
    """Find a feed's or news sitemap's root element; raises ``ParseError`` for none or a dangerous prolog."""
    if not text:
        raise ParseError("not_a_feed", "the answer is empty")
    position = _skip_prolog(text)
    _refuse_entities(text, position)
    root = ROOT.match(text, position)
    if root is None:
        # Scripts print their warnings above the feed.
        found = FEED_START.search(text, 0, PROLOG_SEARCHED)
        if found is None:
            raise ParseError("not_a_feed", "this is neither XML nor JSON, so not a feed")
        _refuse_entities(text, found.start())
        return Root("feed", found[1], found.start())
    name = root[2].lower()
    if name in FEED_ROOTS:
        return Root("feed", root[1], position)
    if name == "urlset" and NEWS_NAMESPACE in text:
        return Root("sitemap", root[1], position)
    raise ParseError(
        "not_a_feed", OTHER_ROOTS.get(name, f"this is XML, but not a feed: its root is <{root[1]}>")
    )


def cut_items(document: str, root: Root, most: int) -> tuple[str, int]:
    """Give a document without the items behind the first ``most``, and how many items it had.

    An item that is never read costs what a read one does: 50,000 of them took ten seconds.
    """
    count, cut_at = 0, 0
    for found in ITEM_START.finditer(document):
        count += 1
        if count == most + 1:
            cut_at = found.start()
    if count <= most:
        return document, count
    channel = "</channel>" if root.name.lower().endswith("rss") else ""
    return f"{document[:cut_at]}{channel}</{root.name}>", count


def _refuse_entities(text: str, end: int) -> None:
    if ENTITY.search(text, 0, end):
        raise ParseError("bad_feed", "the document declares entities, which are refused")


def _skip_prolog(text: str) -> int:
    """Give the position behind declarations, comments and the document type."""
    position = 0
    while True:
        position = BLANKS.match(text, position).end()  # type: ignore[union-attr]
        if text.startswith("<?", position):
            end = _behind(text, "?>", position)
        elif text.startswith("<!--", position):
            end = _behind(text, "-->", position + 4)
        elif text.startswith("<!", position):
            end = _behind_doctype(text, position)
        else:
            return position
        position = end


def _behind(text: str, mark: str, position: int) -> int:
    found = text.find(mark, position)
    return len(text) if found < 0 else found + len(mark)


def _behind_doctype(text: str, position: int) -> int:
    """Step over a document type; one with a subset in brackets ends at ``]>``."""
    close = text.find(">", position)
    if close < 0:
        return len(text)
    bracket = text.find("[", position, close)
    if bracket < 0:
        return close + 1
    found = SUBSET_END.search(text, bracket)
    return found.end() if found else len(text)
