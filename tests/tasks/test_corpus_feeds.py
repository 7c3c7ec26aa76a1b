"""Real feeds, as they came over the wire: what feedparser counts, we count. Needs the corpora."""

import io
import json
import os
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from tasks.parse import parse_batch
from tasks.records import FetchResult, ParsedFeed

CORPORA = os.environ.get("DAYBOOK_CORPORA")  # the folder that contains corpora/
ARCHIVE = Path(CORPORA or "unset") / "corpora" / "feeds.tar.gz"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def bodies() -> dict[str, bytes]:
    if not CORPORA:
        pytest.skip("DAYBOOK_CORPORA, which says where the corpora are, is not set")
    if not ARCHIVE.exists():
        pytest.skip(f"the corpora are not at {ARCHIVE}, where DAYBOOK_CORPORA says")
    with tarfile.open(ARCHIVE) as tar:
        files = {member.name: tar.extractfile(member) for member in tar if member.isfile()}
        return {name: file.read() for name, file in files.items() if file is not None}


@pytest.fixture(scope="module")
def parsed(bodies: dict[str, bytes]) -> dict[str, ParsedFeed]:
    url = "https://corpus.example/feed"
    results = [
        FetchResult("f", "feed", name, url, url, NOW, 200, "ok", len(body), 1, body=body)
        for name, body in bodies.items()
    ]
    return {feed.feed_id: feed for feed in parse_batch(results) if isinstance(feed, ParsedFeed)}


def reference(body: bytes) -> list[feedparser.FeedParserDict]:
    """Read with nothing of ours between; sanitising is off for speed alone."""
    return list(feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries)


def test_counts_and_dates_are_feedparsers(bodies: dict[str, bytes], parsed: dict[str, ParsedFeed]) -> None:
    assert len(bodies) > 100
    wrong = []
    for name, body in bodies.items():
        feed = parsed.get(name)
        count = 0 if feed is None else len(feed.entries) + len(feed.skipped)
        if body.lstrip().startswith(b"{"):
            if count != len(json.loads(body)["items"]):
                wrong.append((name, count))
            continue
        entries = reference(body)
        if count != len(entries):
            wrong.append((name, count))
        for ours, theirs in zip(feed.entries if feed else (), entries, strict=False):
            their_time = theirs.get("published_parsed") or theirs.get("updated_parsed")
            expected = datetime(*their_time[:6], tzinfo=UTC) if their_time else ours.published_at
            if ours.date_status in ("ok", "no_zone") and ours.published_at != expected:
                wrong.append((name, ours.published_raw))
    assert wrong == []


def test_every_date_is_understood(parsed: dict[str, ParsedFeed]) -> None:
    unread = [
        (entry.feed_id, entry.published_raw)
        for feed in parsed.values()
        for entry in feed.entries
        if entry.date_status == "unparsed"
    ]
    assert unread == []


def test_identities_are_unique_and_repeat(bodies: dict[str, bytes], parsed: dict[str, ParsedFeed]) -> None:
    for name, feed in parsed.items():
        ids = [entry.entry_id for entry in feed.entries]
        assert len(set(ids)) == len(ids), name
    assert len(parsed) >= len(bodies) - 1  # one of them is no XML that any parser reads
