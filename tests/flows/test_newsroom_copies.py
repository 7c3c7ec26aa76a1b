"""Syndicated reports of a small news web are known as copies, from their pages and from their feeds alone."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.settings import load_settings
from flows.stages import PLAIN
from tasks.records import Article, Coding, Feed, FeedRegistry, FetchPolicy
from warehouse.publish import open_published
from warehouse.query import run_sql

CORPORA = Path(os.environ.get("DAYBOOK_CORPORA", "corpora that are not there"))
SERVER = CORPORA / "newsroom" / "serve.py"
NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1",), per_host=16, pages_per_host=10_000)
# Agency reports that several outlets of the corpus carry, read one by one: the truth knows of made copies only. Words
# of the headline, and the outlets that have the agency's text; others with such a headline wrote their own.
AGENCY_COPIES = (
    ("284 billion", "washingtonpost nytimes dailymail"),
    ("fireball lights", "washingtonpost nytimes"),
    ("nyc subway work", "washingtonpost abcnews"),
    ("small bird", "washingtonpost denverpost sfgate"),
    ("american sorry for accusing nba", "washingtonpost dailymail nytimes"),
    ("erie smashes", "nytimes abcnews dailymail"),
    ("israel indicts teenage palestinian", "washingtonpost nytimes dailymail"),
    ("israel indicts palestinian teenage", "nytimes reuters dailymail"),
    ("rihanna mourns", "washingtonpost dailymail"),
)
QUESTION = """
SELECT split_part(entry.url, '?', 1), coalesce(article.duplicate_of, article.article_id)
FROM entries AS entry JOIN articles AS article USING (article_id)
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SERVER.exists(), reason=f"needs the newsroom at {SERVER} (DAYBOOK_CORPORA)"),
]


@dataclass(frozen=True, slots=True)
class Found:
    """How many pairs of entries are copies as told and as true, and where the two differ."""

    right: int
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))


@pytest.fixture
def newsroom() -> Iterator[str]:
    # Its feeds give summaries; whether pages are fetched is said by each test.
    command = [sys.executable, str(SERVER), "--port", "0", "--latency", "0", "--entries", "summary"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[1]
        process.terminate()


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as reply:
        return str(reply.read().decode())


def uncoded(articles: list[Article], *_: Any) -> list[Coding]:
    return [Coding(article.article_id, (), (), "0") for article in articles]


def told_of(base: str, home: Path, full_text: bool) -> dict[str, str]:
    """By the address of each entry the original that its article is, or is a copy of."""
    urls = get(f"{base}/feeds.txt").split()
    feeds = tuple(
        Feed(url.split("/")[3], url, url.split("/")[3], language="en", full_text=full_text) for url in urls
    )
    settings = load_settings(home, environ={"DAYBOOK_WORKERS": "1"})
    order = Order(settings, FeedRegistry(feeds, POLICY, "test"), "run-1", NOW, only_due=False)
    ingest(order, replace(PLAIN, code=uncoded), Unwatched())
    with open_published(settings.published_path) as connection:
        return dict(run_sql(connection, QUESTION).rows)


def true_text(row: dict[str, Any], titles: dict[str, str]) -> str:
    """What tells whose text an entry has: the report that it was made from, or the agency's."""
    origin = str(row["origin"])
    title = titles[origin]
    for number, (words, outlets) in enumerate(AGENCY_COPIES):
        if words in title and any(outlet in title.split("|")[0] for outlet in outlets.split()):
            return f"agency {number}"
    return origin


def compare(truth: list[dict[str, Any]], told: dict[str, str]) -> Found:
    originals = {row["origin"]: row for row in truth if row["kind"] == "original"}
    # The address holds outlet and headline.
    titles = {
        one: f"{row['url'].split('/')[3]}|{row['url'].split('/')[4].replace('-', ' ')}"
        for one, row in originals.items()
    }
    # Some reports are in the corpus twice, as two data sets cut them out of one page: right either way.
    page = {one: row["dataset_id"].split("/")[-1] for one, row in originals.items()}
    right, wrong, missed = 0, [], []
    for one, other in combinations(truth, 2):
        is_told = told[one["url"]] == told[other["url"]]
        is_true = true_text(one, titles) == true_text(other, titles)
        if is_told and is_true:
            right += 1
        elif is_told != is_true and page[one["origin"]] != page[other["origin"]]:
            (wrong if is_told else missed).append((one["url"], other["url"]))
    return Found(right, tuple(wrong), tuple(missed))


@pytest.mark.parametrize(
    ("full_text", "least_precision", "least_recall"),
    [(True, 0.98, 0.97), (False, 0.95, 0.95)],
    ids=["pages", "summaries alone"],
)
def test_copies_are_found(
    newsroom: str, tmp_path: Path, full_text: bool, least_precision: float, least_recall: float
) -> None:
    truth = list(json.loads(get(f"{newsroom}/truth.json")))
    found = compare(truth, told_of(newsroom, tmp_path, full_text))
    print(f"precision {found.precision:.3f} recall {found.recall:.3f}", found.wrong, found.missed, sep="\n")
    assert found.right > 250
    assert found.precision >= least_precision, found.wrong
    assert found.recall >= least_recall, found.missed
