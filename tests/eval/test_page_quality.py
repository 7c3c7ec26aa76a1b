"""Pages of real outlets against texts made by hand: floors for text, day of publication, authors.

Read from ``corpora/`` in the folder that DAYBOOK_CORPORA names; skipped where it is not set or they are not there.
"""

import gzip
import json
import os
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tasks.pages import ExtractedPage, extract_page

CORPORA = os.environ.get("DAYBOOK_CORPORA")
PAGES = Path(CORPORA or "unset") / "corpora" / "pages.tar"
TOKEN = re.compile(r"[぀-ヿ㐀-䶿一-鿿]|\w+")
FLOORS = {"text": 0.95, "day": 0.98, "authors": 0.84}
OTHER_VERSION = 0.4  # below it no gold text is of this page


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


def token_f1(one: str, other: str) -> float:
    counts = Counter(TOKEN.findall(one.lower())), Counter(TOKEN.findall(other.lower()))
    total = sum(map(Counter.total, counts))
    return 2 * (counts[0] & counts[1]).total() / total if total else 0.0


def page_scores(page: ExtractedPage, versions: list[dict[str, Any]]) -> dict[str, float]:
    """Score a page against the gold of its version, which is the one whose text it is most like."""
    alike = [(token_f1(page.text, " ".join(strings(gold.get("body")))), gold) for gold in versions]
    text, gold = max(alike, key=lambda pair: pair[0])
    if text < OTHER_VERSION:
        return {}
    scores = {"text": text}
    if gold.get("publishing_date"):
        scores["day"] = float(str(page.published_at)[:10] == str(gold["publishing_date"])[:10])
    if gold.get("authors"):
        scores["authors"] = float(set((page.author or "").split(", ")) == set(gold["authors"]))
    return scores


def read_corpus() -> tuple[dict[str, bytes], dict[str, list[dict[str, Any]]]]:
    pages: dict[str, bytes] = {}
    gold: dict[str, list[dict[str, Any]]] = {}
    with tarfile.open(PAGES) as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file and member.name.endswith(".html.gz"):
                pages[member.name] = gzip.decompress(file.read())
            elif file and member.name.endswith(".json"):
                gold[member.name.removesuffix(".json")] = list(json.load(file).values())
    return pages, gold


@pytest.mark.skipif(not CORPORA, reason="DAYBOOK_CORPORA, which says where the corpora are, is not set")
@pytest.mark.skipif(bool(CORPORA) and not PAGES.exists(), reason=f"no pages at {PAGES}")
def test_pages_of_real_outlets_are_read_as_well_as_pinned() -> None:
    pages, gold = read_corpus()
    found: dict[str, list[float]] = defaultdict(list)
    for name, body in pages.items():
        outlet = re.sub(r"_\d{4}_\d\d_\d\d\.html\.gz$", "", name)
        page = extract_page(body, "https://example.org/article-1")
        if page is not None and outlet in gold:
            for kind, score in page_scores(page, gold[outlet]).items():
                found[kind].append(score)
    means = {kind: sum(scores) / len(scores) for kind, scores in found.items()}
    assert len(found["text"]) > 120
    assert {kind: mean for kind, mean in means.items() if mean < FLOORS[kind]} == {}, means
