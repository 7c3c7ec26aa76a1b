"""What a document is, told by its root element, and where that starts."""

import re

from tasks.errors import ParseError

PROLOG_SEARCHED = 65536
FEED_ROOTS = frozenset({"rss", "rdf", "feed"})
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
FEED_START = re.compile(r"<(?:[\w.-]+:)?(?:rss|RDF|feed)[\s>]")
BLANKS = re.compile(r"\s*")
SUBSET_END = re.compile(r"\]\s*>")
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
OTHER_ROOTS = {
    "html": "this is a web page, not a feed",
    "urlset": "this is a sitemap, not a feed",
    "sitemapindex": "this is an index of sitemaps, not a feed",
    "opml": "this is an OPML list of feeds, not a feed; `daybook feeds import` reads it",
}


def root_position(text: str) -> int:
    """Find where a feed's root element starts; raises ``ParseError`` for none or a dangerous prolog."""
    if not text:
        raise ParseError("not_a_feed", "the answer is empty")
    position = _skip_prolog(text)
    if ENTITY.search(text, 0, position):
        raise ParseError("bad_feed", "the document declares entities, which are refused")
    root = ROOT.match(text, position)
    if root is None:
        # Scripts print their warnings above the feed.
        found = FEED_START.search(text, 0, PROLOG_SEARCHED)
        if found is None:
            raise ParseError("not_a_feed", "this is neither XML nor JSON, so not a feed")
        if ENTITY.search(text, 0, found.start()):
            raise ParseError("bad_feed", "the document declares entities, which are refused")
        return found.start()
    name = root[1].lower()
    if name not in FEED_ROOTS:
        raise ParseError(
            "not_a_feed", OTHER_ROOTS.get(name, f"this is XML, but not a feed: its root is <{root[1]}>")
        )
    return position


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
