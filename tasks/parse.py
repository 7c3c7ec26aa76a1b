"""Feed documents to entries: RSS, Atom and RDF, JSON Feed, and news sitemaps.

What a document is, its root element says, not its MIME type.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from tasks.errors import ParseError
from tasks.jsonfeed import read_json_feed
from tasks.parse_decode import decode
from tasks.parse_document import find_root
from tasks.parse_entries import RawFeed, absolute_link, build_entries, plain_title
from tasks.parse_identity import identify
from tasks.parse_limit import OutOfTimeError, cpu_limit, memory_limit, out_of_memory, out_of_time
from tasks.parse_sitemap import read_news_sitemap
from tasks.parse_xml import read_xml_feed
from tasks.records import FetchResult, Identity, Outcome, ParsedFeed, ParseFailure

MOST_ENTRIES = 2000
MOST_CPU_SECONDS = 10.0  # a body of 15 MB takes four
MOST_MEMORY = 150 * 1024**2  # bytes beyond what the process holds; a body of 15 MB takes 115 of them
MOST_MEMORY_AMONG_OTHERS = 1024**3  # in a process whose other threads have stacks and answers to hold
NO_IDENTITIES: Mapping[str, Identity] = MappingProxyType({})


def parse_feed(result: FetchResult, identity: Identity = "guid") -> ParsedFeed:
    """Read a fetched feed; raises ``ParseError`` not_a_feed or bad_feed.

    ``identity`` is how the feed's entries were told apart before (see ``parse_identity``).
    """
    if result.body is None:
        raise ParseError("bad_feed", f"there is no body to read ({result.outcome})")
    raw = _read(decode(result.body, result.content_type))
    base = absolute_link(raw.home, result.final_url) or result.final_url
    items = raw.items[:MOST_ENTRIES]
    rung, keys = identify(items, identity)
    entries, skipped = build_entries(result.feed_id, items, keys, base, result.fetched_at)
    return ParsedFeed(
        result.feed_id,
        plain_title(raw.title or "") or None,
        entries,
        skipped,
        _warning(raw),
        identity=rung,
        ttl_minutes=raw.ttl_minutes,
        update_minutes=raw.update_minutes,
    )


def parse_batch(
    results: Sequence[FetchResult],
    cpu_seconds: float = MOST_CPU_SECONDS,
    identities: Mapping[str, Identity] = NO_IDENTITIES,
    more_memory: int = MOST_MEMORY,
) -> list[ParsedFeed | ParseFailure]:
    """Read many feeds, in order; one that cannot be read is a ``ParseFailure`` and never loses another.

    ``cpu_seconds`` and ``more_memory`` (bytes) bound each document where signals arrive (see ``parse_limit``),
    as in a worker process; ``identities`` tells by feed_id how entries were told apart before.
    """
    return [
        _parsed_or_failure(result, cpu_seconds, more_memory, identities.get(result.feed_id, "guid"))
        for result in results
    ]


def _read(text: str) -> RawFeed:
    if text.startswith("{"):
        return read_json_feed(text)
    root = find_root(text)
    read = read_news_sitemap if root.kind == "sitemap" else read_xml_feed
    return read(text, root, MOST_ENTRIES)


def _warning(raw: RawFeed) -> str | None:
    count = max(len(raw.items), raw.item_count or 0)
    if count > MOST_ENTRIES:
        return f"only the first {MOST_ENTRIES} of {count} entries were read"
    return raw.warning


def _parsed_or_failure(
    result: FetchResult, cpu_seconds: float, more_memory: int, identity: Identity
) -> ParsedFeed | ParseFailure:
    try:
        with cpu_limit(cpu_seconds), memory_limit(more_memory):
            return parse_feed(result, identity)
    except OutOfTimeError:
        return ParseFailure(result.feed_id, "bad_feed", out_of_time(cpu_seconds))
    except MemoryError:
        return ParseFailure(result.feed_id, "bad_feed", out_of_memory(more_memory))
    except ParseError as problem:
        return ParseFailure(result.feed_id, cast(Outcome, problem.outcome), str(problem))
    except Exception as problem:  # a fault of ours or of a library's must cost this feed only
        return ParseFailure(result.feed_id, "bad_feed", f"unexpected {type(problem).__name__}: {problem}")
