"""What trying a feed came to, in a sentence, and in another what to do about it."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from tasks.records import FetchResult, ParsedFeed, ParseFailure

ADVICE = Path(__file__).with_name("feed_advice.toml")
STALE = timedelta(days=60)
MOSTLY = 0.5  # of the entries: as many of them lacking something is a habit of the feed


@dataclass(frozen=True, slots=True)
class Verdict:
    """A feed that works, works poorly or fails; ``advice`` is empty where there is nothing to do."""

    feed_id: str
    state: Literal["ok", "poor", "failed"]
    sentence: str
    advice: str = ""


def judge(result: FetchResult, document: ParsedFeed | ParseFailure | None) -> Verdict:
    """Judge a feed by one exchange and the document that came of it, if one did."""
    if isinstance(document, ParsedFeed):
        return _read(result, document)
    outcome, error = (
        (result.outcome, result.error) if document is None else (document.outcome, document.error)
    )
    moved = f" (at {result.final_url})" if result.final_url != result.url else ""
    return Verdict(result.feed_id, "failed", f"{outcome}: {error}{moved}", _advice(outcome, result.status))


def _read(result: FetchResult, feed: ParsedFeed) -> Verdict:
    problems = [*_moves(result), *_lacks(feed, result.fetched_at)]
    said = [_contents(feed), *(found for found, _ in problems)]
    advice = "; ".join(dict.fromkeys(what for _, what in problems if what))
    return Verdict(result.feed_id, "poor" if advice else "ok", "; ".join(said), advice)


def _moves(result: FetchResult) -> list[tuple[str, str]]:
    if result.https_url:
        return [(f"only {result.https_url} answers", "write https:// in feeds.toml")]
    if result.permanent_url:
        return [(f"moved for good to {result.permanent_url}", "write that address in feeds.toml")]
    if result.final_url != result.url:
        return [(f"answered from {result.final_url}", "")]
    return []


def _lacks(feed: ParsedFeed, now: datetime) -> list[tuple[str, str]]:
    entries = feed.entries
    found: list[tuple[str, str]] = []
    if feed.warning:
        found.append((feed.warning, "tell the publisher; what could be read is used"))
    if feed.skipped:
        found.append(
            (f"{len(feed.skipped)} entries unusable ({feed.skipped[0].reason})", "tell the publisher")
        )
    if not entries:
        return [
            *found,
            ("without entries now", "if that stays so, look for another with `daybook feeds discover`"),
        ]
    is_dated = [entry for entry in entries if entry.date_status in ("ok", "no_zone")]
    dated = [entry.published_at for entry in is_dated if entry.published_at]
    unread = [entry.published_raw for entry in entries if entry.date_status == "unparsed"]
    if unread:
        found.append(
            (
                f"{len(unread)} of {len(entries)} dates cannot be read, such as {unread[0]!r}",
                "tell the publisher",
            )
        )
    elif len(dated) < MOSTLY * len(entries):
        found.append(("most entries have no date", "they count as published when they are first seen"))
    if is_dated and all(entry.date_status == "no_zone" for entry in is_dated):
        found.append(("its dates name no time zone", "they count as UTC; tell the publisher"))
    if dated and max(dated) < now - STALE:
        found.append(
            ("nothing new for two months", "the outlet may publish elsewhere: `daybook feeds discover`")
        )
    if sum(entry.url is None for entry in entries) >= MOSTLY * len(entries):
        found.append(("most entries have no link", "their pages cannot be read; the feed's own text is used"))
    if feed.identity != "guid":
        found.append(("its ids repeat", "entries are told apart by their links; tell the publisher"))
    return found


def _contents(feed: ParsedFeed) -> str:
    count = len(feed.entries)
    if not count:
        return "a feed"
    dated = [entry.published_at for entry in feed.entries if entry.published_at]
    newest = f", the newest of {max(dated):%Y-%m-%d %H:%M} UTC" if dated else ""
    full = sum(bool(entry.content) for entry in feed.entries)
    return f"{count} {'entry' if count == 1 else 'entries'}{newest}, {full} with full content"


def _advice(outcome: str, status: int | None) -> str:
    advice = _advices()
    if outcome == "http_error" and str(status) in advice["status"]:
        return advice["status"][str(status)]
    return advice["outcome"].get(outcome, "")


@functools.cache
def _advices() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(ADVICE.read_text(encoding="utf-8"))
