"""Real addresses: none of two different articles fall together. Needs the corpora."""

import gzip
import io
import json
import os
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.parse import parse_batch
from tasks.parse_entries import is_url
from tasks.records import FetchResult, ParsedFeed
from tasks.urls import canonical_url, is_home_page

CORPORA = os.environ.get("DAYBOOK_CORPORA")  # the folder that contains corpora/
FOLDER = Path(CORPORA or "unset") / "corpora"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def files(name: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(FOLDER / name) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            if file is not None:
                yield member.name, file.read()


def named_articles() -> Iterator[tuple[str, str]]:
    """Give the address and the headline of every article whose headline is known."""
    with gzip.open(FOLDER / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["url"] and row["title"]:
                yield row["url"], row["title"]
    feeds = [
        FetchResult(
            "f", "feed", name, f"https://{name}.example/", "", NOW, 200, "ok", len(body), 1, body=body
        )
        for name, body in files("feeds.tar.gz")
    ]
    for feed in parse_batch(feeds):
        for entry in feed.entries if isinstance(feed, ParsedFeed) else ():
            guid = entry.guid if is_url(entry.guid) else None
            yield from ((url, entry.title) for url in (entry.url, guid) if url)


def unnamed_articles() -> Iterator[str]:
    """Give the addresses of the saved pages, each another article."""
    for name, body in files("pages.tar"):
        if name.endswith("meta.info"):
            yield from (page["url"] for page in json.load(io.BytesIO(body)).values())


@pytest.fixture(scope="module")
def titles() -> dict[str, set[tuple[str, str]]]:
    """Addresses and headlines by key."""
    if not CORPORA:
        pytest.skip("DAYBOOK_CORPORA, which says where the corpora are, is not set")
    if not FOLDER.exists():
        pytest.skip(f"the corpora are not at {FOLDER}, where DAYBOOK_CORPORA says")
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for url, title in named_articles():
        key = canonical_url(url)
        if key is not None and not is_home_page(key):
            found[key].add((url, " ".join(title.casefold().split())))
    return found


def test_no_two_articles_fall_together(titles: dict[str, set[tuple[str, str]]]) -> None:
    assert len({url for found in titles.values() for url, _ in found}) > 3_500
    # Every group of this corpus was read: the addresses of one headline are addresses of one article.
    merged = {key: found for key, found in titles.items() if len({url for url, _ in found}) > 1}
    wrong = {key: found for key, found in merged.items() if len({title for _, title in found}) > 1}
    assert wrong == {}


def test_addresses_of_one_article_fall_together(titles: dict[str, set[tuple[str, str]]]) -> None:
    assert sum(len({url for url, _ in found}) > 1 for found in titles.values()) >= 50


def test_no_two_pages_fall_together(titles: dict[str, set[tuple[str, str]]]) -> None:
    keys = [canonical_url(url) for url in set(unnamed_articles())]
    assert None not in keys
    assert len(set(keys)) == len(keys) > 200
