"""Feed documents to entries: RSS, Atom and RDF by feedparser, JSON Feed by ``jsonfeed``.

What a document is, its root element says, not its MIME type. The prolog never reaches feedparser: its entity
declarations are the way to blow a parser up, and its encoding has been dealt with by ``parse_decode``.
"""

import io
from collections.abc import Sequence
from typing import Any, cast

import feedparser

from tasks.errors import ParseError
from tasks.jsonfeed import read_json_feed
from tasks.parse_decode import clean, decode
from tasks.parse_document import root_position
from tasks.parse_entries import RawEntry, RawFeed, absolute_link, build_entries, is_url, plain_title
from tasks.parse_limit import OutOfTimeError, cpu_limit, out_of_time
from tasks.records import FetchResult, Outcome, ParsedFeed, ParseFailure

MOST_ENTRIES = 2000
MOST_CPU_SECONDS = 20.0
HEADERS = {"content-type": "application/xml; charset=utf-8"}


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


def parse_batch(
    results: Sequence[FetchResult], cpu_seconds: float = MOST_CPU_SECONDS
) -> list[ParsedFeed | ParseFailure]:
    """Read many feeds, in order; one that cannot be read is a ``ParseFailure`` and never loses another.

    ``cpu_seconds`` bounds each document where signals arrive (see ``parse_limit``), as in a worker process.
    """
    return [_parsed_or_failure(result, cpu_seconds) for result in results]


def _parsed_or_failure(result: FetchResult, cpu_seconds: float) -> ParsedFeed | ParseFailure:
    try:
        with cpu_limit(cpu_seconds):
            return parse_feed(result)
    except OutOfTimeError:
        return ParseFailure(result.feed_id, "bad_feed", out_of_time(cpu_seconds))
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
