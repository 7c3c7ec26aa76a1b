"""Speed from entry to article, on made-up entries. Run it: python tests/bench/bench_articles.py

With DAYBOOK_CORPORA also of real outlets' pages, with the facts that they say (see tests/eval/pages.py), by both
extractors. On the same kind of pages trafilatura 2.3.1 with metadata reads 28 pages a second and core, alone 38, and
resiliparse 2.0.1 408; 25 are asked for.
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

from tasks.dedupe import decide, sift_entries
from tasks.normalise import normalise_batch
from tasks.page_text import fast_text
from tasks.pages import extract_page
from tasks.records import Entry, Feed
from tests.eval.pages import PAGES as PAGES_OF_OUTLETS
from tests.eval.pages import read_corpus

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
WORDS = [
    "the",
    "army",
    "said",
    "that",
    "its",
    "troops",
    "had",
    "crossed",
    "a",
    "river",
    "near",
    "border",
    "towns",
    "on",
    "monday",
    "while",
    "ministers",
    "met",
    "in",
    "capital",
    "for",
    "talks",
    "about",
    "prisoners",
    "trade",
    "grain",
    "and",
    "fuel",
    "police",
    "arrested",
    "protesters",
    "after",
    "court",
    "ruling",
    "over",
    "new",
    "election",
    "law",
]
ENTRIES = 2_000
PAGES = 60
TICK = 0.01  # seconds: some systems count CPU time no finer
AT = "https://example.org/a"
T = TypeVar("T")


def paragraph(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def entries(chance: random.Random) -> list[Entry]:
    """A third of the entries carry another one's text, and a tenth its address."""
    texts = ["".join(f"<p>{paragraph(chance, 40)}</p>" for _ in range(6)) for _ in range(ENTRIES * 2 // 3)]
    return [
        Entry(
            entry_id=f"{number:08x}",
            feed_id=f"f{number % 50}",
            guid=str(number),
            url=f"https://www.example.org/world/story-{number % (ENTRIES * 9 // 10)}?utm_source=rss",
            title=paragraph(chance, 9),
            summary=texts[number % len(texts)],
            content="",
            author=None,
            published_raw=None,
            published_at=NOW - timedelta(minutes=number),
            date_status="ok",
            entry_hash=str(number),
        )
        for number in range(ENTRIES)
    ]


def timed(label: str, count: int, work: Callable[[], T]) -> T:
    started = time.process_time()
    result = work()
    spent = max(time.process_time() - started, TICK)
    print(f"{label:28} {count / spent:10,.0f} a second of CPU time")
    return result


def main() -> None:
    chance = random.Random(1)
    given = entries(chance)
    feeds = {
        f"f{n}": Feed(f"f{n}", f"https://example.org/{n}", f"Outlet {n % 30}", language="en")
        for n in range(50)
    }
    normalise_batch(given[:1], feeds, NOW)  # loads the language model
    sifted = timed("sift entries", ENTRIES, lambda: sift_entries(given, {}))
    made = timed("normalise", ENTRIES, lambda: normalise_batch(sifted.new, feeds, NOW))
    decisions = timed("decide", ENTRIES, lambda: decide(made.articles, []))
    body = "".join(f"<p>{paragraph(chance, 40)}</p>" for _ in range(20))
    page = (
        f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1>{body}</article></body></html>"
    )
    timed(
        "extract pages (simple ones)",
        PAGES,
        lambda: [extract_page(page.encode(), AT) for _ in range(PAGES)],
    )
    if PAGES_OF_OUTLETS.is_file():
        bodies = list(read_corpus()[0].values())
        timed("real pages, with facts", len(bodies), lambda: [extract_page(one, AT) for one in bodies])
        timed("real pages, fall-back", len(bodies), lambda: [fast_text(one) for one in bodies])
    print(f"{len(decisions.articles)} articles of {ENTRIES} entries")


if __name__ == "__main__":
    main()
