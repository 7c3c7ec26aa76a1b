"""Speed of parsing, as a ratio on one machine: ours against feedparser as it comes, on the same bytes.

Run it: python tests/bench/bench_parse.py [FEEDS.tar.gz]   (else $DAYBOOK_CORPORA/corpora/feeds.tar.gz)
"""

import importlib
import io
import json
import os
import sys
import tarfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import feedparser

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tasks.parse import parse_batch  # noqa: E402 - the script is run without an install
from tasks.records import FetchResult, ParsedFeed  # noqa: E402
from tasks.safe_html import safe_entries  # noqa: E402

ASKED_RATIO = 2.0
NOW = datetime(2026, 11, 22, tzinfo=UTC)
URL = "https://corpus.example/feed"


def read_bodies(archive: Path) -> list[bytes]:
    """The feeds of the archive."""
    with tarfile.open(archive) as tar:
        files = [tar.extractfile(member) for member in tar if member.isfile()]
        return [file.read() for file in files if file is not None]


def results_of(bodies: list[bytes]) -> list[FetchResult]:
    """The bodies as the fetch stage gives them."""
    return [
        FetchResult(str(n), "feed", str(n), URL, URL, NOW, 200, "ok", len(body), 1, body=body)
        for n, body in enumerate(bodies)
    ]


def ours(bodies: list[bytes]) -> int:
    """What a poll of known entries costs: decoded, parsed, identified, dated, hashed."""
    documents = parse_batch(results_of(bodies))
    return sum(len(one.entries) for one in documents if isinstance(one, ParsedFeed))


def ours_cleaned(bodies: list[bytes]) -> int:
    """The same where every entry is new, and its HTML made safe."""
    documents = [one for one in parse_batch(results_of(bodies)) if isinstance(one, ParsedFeed)]
    return sum(len(safe_entries(one.entries)) for one in documents)


def plain(bodies: list[bytes]) -> int:
    """feedparser as it comes: it sanitises and resolves links by itself."""
    return sum(len(feedparser.parse(io.BytesIO(body)).entries) for body in bodies)


def both_off(bodies: list[bytes]) -> int:
    """feedparser with its sanitising and its link resolution off: the floor below ours."""
    options = {"sanitize_html": False, "resolve_relative_uris": False}
    return sum(len(feedparser.parse(io.BytesIO(body), **options).entries) for body in bodies)


def fast(bodies: list[bytes]) -> int:
    """fastfeedparser, where it is installed; what it raises on is counted as no entry."""
    library = importlib.import_module("fastfeedparser")
    count = 0
    for body in bodies:
        try:
            count += len(library.parse(body).entries)
        except ValueError:
            continue
    return count


def measured(name: str, work: Callable[[list[bytes]], int], bodies: list[bytes]) -> float:
    """Entries a second of CPU time, printed."""
    started = time.process_time()
    entries = work(bodies)
    seconds = time.process_time() - started
    rate = entries / seconds
    size = sum(map(len, bodies)) / 1e6
    print(
        f"{name:34} {entries:7,} entries {seconds:7.2f} s {rate:9,.0f} entries/s {size / seconds:7.1f} MB/s"
    )
    return rate


def main() -> None:
    """Print the rates and the ratio that is asked; exit code 1 below it."""
    folder = os.environ.get("DAYBOOK_CORPORA", "")
    archive = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "corpora" / "feeds.tar.gz"
    if not archive.is_file():
        sys.exit(f"{archive}: no such archive of feeds; name one, or set DAYBOOK_CORPORA")
    bodies = [body for body in read_bodies(archive) if not body.lstrip().startswith(b"{")]
    ours(bodies[:5])  # tables are loaded once
    floor = measured("feedparser as it comes", plain, bodies)
    measured("feedparser, both off", both_off, bodies)
    rate = measured("ours", ours, bodies)
    measured("ours, every entry new (HTML safe)", ours_cleaned, bodies)
    try:
        measured("fastfeedparser", fast, bodies)
    except ModuleNotFoundError:
        print("fastfeedparser is not installed: not compared")
    print(json.dumps({"ratio": round(rate / floor, 2), "asked": ASKED_RATIO}))
    if rate < ASKED_RATIO * floor:
        sys.exit(1)


if __name__ == "__main__":
    main()
