"""What the tests of a small news web ask: how each of its faults ends, and what its warehouse has."""

import re
from typing import Any

from flows.settings import Settings
from warehouse.publish import open_published
from warehouse.query import run_sql

FAULTS = {
    "404": "http_error",
    "410": "gone",
    "429": "http_error",
    "500": "http_error",
    "503": "http_error",
    "moved": "ok",
    "loop": "bad_redirect",
    "inward": "refused_address",
    "to-file": "bad_redirect",
    "slow": "timeout",
    "drip": "timeout",
    "truncated": "ok",
    "cut": "protocol_error",
    "huge": "too_large",
    "gzip-bomb": "too_large",
    "bomb": "bad_feed",
    "empty": "not_a_feed",
    "html": "not_a_feed",
    "json": "not_a_feed",
    "binary": "not_a_feed",
    "latin1": "ok",
    "liar": "ok",
    "xxe": "bad_feed",
    "script": "ok",
    "no-guid": "ok",
    "same-guid": "ok",
    "future": "ok",
    "no-date": "ok",
    "nul": "ok",
}


def rows(settings: Settings, question: str) -> list[tuple[Any, ...]]:
    with open_published(settings.published_path) as connection:
        return list(run_sql(connection, question).rows)


def events_by_address(settings: Settings) -> dict[str, set[str]]:
    """By the address of every entry the events that its article tells."""
    question = """
        select split_part(url, '?', 1), list(distinct event_id)
        from entries left join event_mentions using (article_id) group by 1
    """
    return {url: {event for event in events or () if event} for url, events in rows(settings, question)}


def shared_triples(one: str, other: str) -> float:
    """How much of the shorter text's three words in a row stands in the other."""
    words = (re.findall(r"\w+", text.lower()) for text in (one, other))
    first, second = (set(zip(those, those[1:], those[2:], strict=False)) for those in words)
    return len(first & second) / max(1, min(len(first), len(second)))
