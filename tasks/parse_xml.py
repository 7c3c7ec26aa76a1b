"""RSS, Atom and RDF by feedparser, and nothing of feedparser's beyond this file.

The prolog never reaches feedparser: its entity declarations are the way to blow a parser up, and its encoding has
been dealt with by ``parse_decode``. Sanitising and resolving links are ours, and done for new entries only: they
are two thirds of feedparser's time.
"""

import io
import re
from typing import Any

import feedparser

from tasks.errors import ParseError
from tasks.parse_decode import clean
from tasks.parse_document import Root, cut_items
from tasks.parse_entries import RawEntry, RawFeed, is_url

HEADERS = {"content-type": "application/xml; charset=utf-8"}
MINUTES = re.compile(r"\s*(\d{1,7})\s*")
PERIOD_MINUTES = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}


def read_xml_feed(text: str, root: Root, most_entries: int) -> RawFeed:
    """Read RSS, Atom or RDF from its root element on; raises ``ParseError``."""
    document, count = cut_items(text[root.position :], root, most_entries)
    # Only ever a stream: feedparser takes bytes and strings for paths and URLs, and opens them.
    stream = io.BytesIO(document.encode())
    try:
        parsed = feedparser.parse(
            stream, sanitize_html=False, resolve_relative_uris=False, response_headers=HEADERS
        )
    except MemoryError:
        raise
    except Exception as problem:  # its parsers raise many things of their own on hostile input
        raise ParseError(
            "bad_feed", f"the feed cannot be read ({type(problem).__name__}: {problem})"
        ) from problem
    return _raw_feed(parsed, count)


def _raw_feed(parsed: Any, count: int) -> RawFeed:
    """Take what we use out of feedparser's dictionaries, which must not travel."""
    problem = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if isinstance(problem, MemoryError):
        raise problem
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
        ttl_minutes=_minutes(_text(channel, "ttl")),
        update_minutes=_update_minutes(channel),
        item_count=count,
    )


def _raw_entry(entry: Any, language: str | None) -> RawEntry:
    summary, content = _texts(entry)
    guid, link = _text(entry, "id"), _text(entry, "link")
    detail = dict.get(entry, "title_detail") or {}
    updated = _text(entry, "updated")
    return RawEntry(
        guid=guid,
        # feedparser offers a guid as link; "17" is none, whatever isPermaLink says.
        link=None if link == guid and not is_url(guid) else link,
        title=_text(entry, "title") or "",
        summary=summary,
        content=content,
        author=_text(entry, "author"),
        published=_text(entry, "published") or updated or _text(entry, "created"),
        language=_text(detail, "language") or language,
        updated=updated,
        base=_base(entry),
    )


def _base(entry: Any) -> str | None:
    """Give the xml:base that holds for the texts of an item."""
    details = [dict.get(entry, "summary_detail"), *(dict.get(entry, "content") or ())]
    return next((base for detail in details if detail and (base := _text(detail, "base"))), None)


def _texts(entry: Any) -> tuple[str, str]:
    """Give summary and content; feedparser swaps them by the order in which they stand in the item."""
    summary = _text(entry, "summary") or ""
    contents = [_text(part, "value") or "" for part in dict.get(entry, "content") or ()]
    if not contents:
        return summary, ""
    content = max(contents, key=len)
    others = [text for text in (summary, *contents) if text and text != content]
    return (others[0] if others else ""), content


def _update_minutes(channel: Any) -> int | None:
    """Read sy:updatePeriod and sy:updateFrequency (RSS 1.0 syndication module): so often in a period."""
    period = PERIOD_MINUTES.get((_text(channel, "sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    return max(1, period // max(1, _minutes(_text(channel, "sy_updatefrequency")) or 1))


def _minutes(text: str | None) -> int | None:
    found = MINUTES.fullmatch(text or "")
    return int(found[1]) if found else None


def _text(mapping: Any, key: str) -> str | None:
    """Give a text exactly as stored: feedparser's own ``get`` answers for other keys as well."""
    value = dict.get(mapping, key)
    return (clean(value) or None) if isinstance(value, str) else None
