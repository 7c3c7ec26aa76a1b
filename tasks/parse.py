"""Feed documents to entries: RSS, Atom and RDF by feedparser, JSON Feed by ``jsonfeed``.

What a document is, its root element says, not its MIME type. The prolog never reaches feedparser: its entity
declarations are the way to blow a parser up, and its encoding has been dealt with by ``parse_decode``.
"""

import io
import re
from collections.abc import Sequence
from typing import Any, cast

import feedparser

from tasks.errors import ParseError
from tasks.jsonfeed import read_json_feed
from tasks.parse_decode import clean, decode
from tasks.parse_entries import RawEntry, RawFeed, absolute_link, build_entries, is_url, plain_title
from tasks.records import FetchResult, Outcome, ParsedFeed, ParseFailure

MOST_ENTRIES = 2000
PROLOG_SEARCHED = 65536
FEED_ROOTS = frozenset({"rss", "rdf", "feed"})
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
FEED_START = re.compile(r"<(?:[\w.-]+:)?(?:rss|RDF|feed)[\s>]")
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
HEADERS = {"content-type": "application/xml; charset=utf-8"}
OTHER_ROOTS = {
    "html": "this is a web page, not a feed",
    "urlset": "this is a sitemap, not a feed",
    "sitemapindex": "this is an index of sitemaps, not a feed",
    "opml": "this is an OPML list of feeds, not a feed; `daybook feeds import` reads it",
}


def parse_feed(result: FetchResult) -> ParsedFeed:
    """Read a fetched feed; raises ``ParseError`` not_a_feed or bad_feed."""
    if result.body is None:
        raise ParseError("bad_feed", f"there is no body to read ({result.outcome})")
    text = decode(result.body, result.content_type)
    raw = read_json_feed(text) if text.startswith("{") else read_xml_feed(text)
    base = absolute_link(raw.home, result.final_url) or result.final_url
    items, warning = raw.items[:MOST_ENTRIES], raw.warning
    if len(raw.items) > MOST_ENTRIES:
        warning = f"only the first {MOST_ENTRIES} of {len(raw.items)} entries were read"
    entries, skipped = build_entries(result.feed_id, items, base, result.fetched_at)
    title = plain_title(raw.title or "") or None
    return ParsedFeed(result.feed_id, title, entries, skipped, warning)


def parse_batch(results: Sequence[FetchResult]) -> list[ParsedFeed | ParseFailure]:
    """Read many feeds, in order; one that cannot be read is a ``ParseFailure`` and never loses another."""
    return [_parsed_or_failure(result) for result in results]


def _parsed_or_failure(result: FetchResult) -> ParsedFeed | ParseFailure:
    try:
        return parse_feed(result)
    except ParseError as problem:
        return ParseFailure(result.feed_id, cast(Outcome, problem.outcome), str(problem))
    except Exception as problem:  # a fault of ours or of a library's must cost this feed only
        return ParseFailure(result.feed_id, "bad_feed", f"unexpected {type(problem).__name__}: {problem}")


def read_xml_feed(text: str) -> RawFeed:
    """Read RSS, Atom or RDF; raises ``ParseError``."""
    document = text[root_position(text) :]
    # Only ever a stream: feedparser takes bytes and strings for paths and URLs, and opens them.
    stream = io.BytesIO(document.encode())
    try:
        parsed = feedparser.parse(
            stream, sanitize_html=False, resolve_relative_uris=False, response_headers=HEADERS
        )
    except Exception as problem:  # its parsers raise many things of their own on hostile input
        raise ParseError(
            "bad_feed", f"the feed cannot be read ({type(problem).__name__}: {problem})"
        ) from problem
    return _raw_feed(parsed)


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
        while text[position : position + 1].isspace():
            position += 1
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
    close, bracket = text.find(">", position), text.find("[", position)
    if close < 0:
        return len(text)
    if bracket < 0 or close < bracket:
        return close + 1
    found = re.compile(r"\]\s*>").search(text, bracket)
    return found.end() if found else len(text)


def _raw_feed(parsed: Any) -> RawFeed:
    """Take what we use out of feedparser's dictionaries, which must not travel."""
    problem = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if problem is not None and not parsed.entries:
        raise ParseError("bad_feed", f"the XML is broken ({problem})")
    channel = parsed.feed
    language = _text(channel, "language")
    return RawFeed(
        title=_text(channel, "title"),
        home=_text(channel, "link"),
        items=[_raw_entry(entry, language) for entry in parsed.entries],
        warning=None
        if problem is None
        else clean(f"the XML is broken, and was read as far as possible ({problem})"),
    )


def _raw_entry(entry: Any, language: str | None) -> RawEntry:
    summary, content = _texts(entry)
    guid, link = _text(entry, "id"), _text(entry, "link")
    detail = dict.get(entry, "title_detail") or {}
    published = _text(entry, "published") or _text(entry, "updated") or _text(entry, "created")
    return RawEntry(
        guid=guid,
        # feedparser offers a guid as link; "17" is none, whatever isPermaLink says.
        link=None if link == guid and not is_url(guid) else link,
        title=_text(entry, "title") or "",
        summary=summary,
        content=content,
        author=_text(entry, "author"),
        published=published,
        language=_text(detail, "language") or language,
    )


def _texts(entry: Any) -> tuple[str, str]:
    """Give summary and content; feedparser swaps them by the order in which they stand in the item."""
    summary = _text(entry, "summary") or ""
    contents = [_text(part, "value") or "" for part in dict.get(entry, "content") or ()]
    if not contents:
        return summary, ""
    content = max(contents, key=len)
    others = [text for text in (summary, *contents) if text and text != content]
    return (others[0] if others else ""), content


def _text(mapping: Any, key: str) -> str | None:
    """Give a text exactly as stored: feedparser's own ``get`` answers for other keys as well."""
    value = dict.get(mapping, key)
    return (clean(value) or None) if isinstance(value, str) else None
