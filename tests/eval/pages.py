"""Score the reading of real outlets' pages against texts and facts made by hand, beside the best open stack's figures.

``python tests/eval/pages.py [--worst N]`` prints the table, and the pages that each measure loses; the pages lie in
``corpora/pages.tar`` of the folder that DAYBOOK_CORPORA names.
"""

import argparse
import gzip
import json
import os
import re
import sys
import tarfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a file: the packages stand two folders up
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tasks.language import detect_language
from tasks.pages import ExtractedPage, extract_page
from tasks.text import normalise_plain

CORPORA = os.environ.get("DAYBOOK_CORPORA")
PAGES = Path(CORPORA or "unset") / "corpora" / "pages.tar"
TOKEN = re.compile(r"[぀-ヿ㐀-䶿一-鿿]|\w+")
OTHER_VERSION = 0.4  # below it no gold text is of this page
# What trafilatura 2.3.1 with JSON-LD, OpenGraph and htmldate reaches on twice as many pages of the same collection.
REFERENCE = {
    "text": 0.951,
    "day": 0.988,
    "instant": 0.915,
    "authors": 0.850,
    "title": 0.853,
    "language": 0.983,
}
MUST = {"text": 0.95, "day": 0.98, "authors": 0.85, "title": 0.85, "language": 0.98}
PAGES_A_SECOND = {"reference": 28.0, "must": 25.0}
# What outlets are written in that do not say so, or say it wrongly, in their pages' markup.
LANGUAGES = {"DailyMail": "en", "EyethuNews": "zu", "Ilanga": "zu", "TaipeiTimes": "en"}
LANG = re.compile(rb"<html[^>]*\blang=[\"']?([A-Za-z]+)")
SAYS = {
    "text": "text: F1 of the bags of tokens",
    "day": "same day, in the outlet's zone or in UTC",
    "instant": "same instant, within a minute",
    "authors": "same set of authors",
    "title": "same title, but for white space",
    "language": "language of the title alone, none declared",
    "language_lead": "language of title and lead, none declared",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A page of the collection with what each measure says of it, 0 to 1, and the time that its reading took."""

    name: str
    scores: Mapping[str, float]
    seconds: float


def strings(value: Any) -> Iterator[str]:
    """Give every string inside nested lists and objects, in order."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


def token_f1(one: str, other: str) -> float:
    """Compare two texts as bags of tokens; Han and kana count by the character."""
    counts = Counter(TOKEN.findall(one.lower())), Counter(TOKEN.findall(other.lower()))
    total = sum(map(Counter.total, counts))
    return 2 * (counts[0] & counts[1]).total() / total if total else 0.0


def page_scores(page: ExtractedPage, versions: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Score a page against the gold of its version, which is the one whose text it is most like."""
    # Gold texts hold soft hyphens and decomposed letters, which would cut their words in two.
    texts = [normalise_plain(" ".join(strings(gold.get("body")))) for gold in versions]
    text, number = max((token_f1(page.text, text), number) for number, text in enumerate(texts))
    if text < OTHER_VERSION:
        return {}
    gold = versions[number]
    scores = {"text": text}
    if gold.get("publishing_date"):
        scores |= date_scores(page.published_at, datetime.fromisoformat(str(gold["publishing_date"])))
    if gold.get("authors"):
        scores["authors"] = float(set((page.author or "").split(", ")) == set(gold["authors"]))
    if gold.get("title"):
        scores["title"] = float(one_line(page.title or "") == one_line(gold["title"]))
    return scores


def language_scores(outlet: str, body: bytes, page: ExtractedPage) -> dict[str, float]:
    """Compare the language that the words tell, nothing being declared, with the outlet's."""
    said = LANG.search(body)
    stated = LANGUAGES.get(outlet) or (said[1].decode().lower() if said else None)
    if stated is None:
        return {}
    wanted = "no" if stated in ("nb", "nn") else stated
    lead = f"{page.title}\n{page.text[:300]}"
    return {
        "language": float(detect_language(page.title or "", None) == wanted),
        "language_lead": float(detect_language(lead, None) == wanted),
    }


def date_scores(found: datetime | None, gold: datetime) -> dict[str, float]:
    """Compare times of publication by day and by the minute; a gold time without a zone is taken as UTC."""
    if found is None:
        return {"day": 0.0, "instant": 0.0}
    there = gold if gold.tzinfo else gold.replace(tzinfo=UTC)
    days = {found.date(), found.astimezone(there.tzinfo).date()}
    return {
        "day": float(there.date() in days),
        "instant": float(abs((found - there).total_seconds()) <= 60),
    }


def one_line(title: str) -> str:
    """Give a title without soft hyphens, its white space as single blanks."""
    return " ".join(title.replace("\xad", "").split())


def read_corpus() -> tuple[dict[str, bytes], dict[str, list[dict[str, Any]]]]:
    """Give pages by their names, and gold, a version each, by outlet."""
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


def score_pages() -> list[Scored]:
    """Read every page that has gold, and score it; pages of another version than any gold's are left out."""
    pages, gold = read_corpus()
    scored = []
    for name, body in pages.items():
        outlet = re.sub(r"_\d{4}_\d\d_\d\d\.html\.gz$", "", name)
        if outlet not in gold:
            continue
        started = time.process_time()
        page = extract_page(body, "https://example.org/article-1")
        seconds = time.process_time() - started
        if page is not None and (scores := page_scores(page, gold[outlet])):
            languages = language_scores(Path(outlet).name, body, page)
            scored.append(Scored(name, scores | languages, seconds))
    return scored


def means(scored: Sequence[Scored]) -> dict[str, float]:
    """Give the mean of each measure over the pages that it can judge."""
    found: dict[str, list[float]] = defaultdict(list)
    for page in scored:
        for measure, score in page.scores.items():
            found[measure].append(score)
    return {measure: sum(scores) / len(scores) for measure, scores in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="list the N worst pages of each measure"
    )
    wanted = parser.parse_args()
    scored = score_pages()
    print(f"{'':45} {'ours':>6} {'ref.':>6} {'must':>6}   ({len(scored)} pages)")
    for measure, mean in means(scored).items():
        must, reference = (f"{one[measure]:6.3f}" if measure in one else "" for one in (MUST, REFERENCE))
        print(f"{SAYS[measure]:45} {mean:6.3f} {reference:>6} {must:>6}")
        lost = sorted((page.scores[measure], page.name) for page in scored if page.scores.get(measure, 1) < 1)
        for score, name in lost[: wanted.worst]:
            print(f"    {score:.3f} {name}")
    speed = len(scored) / sum(page.seconds for page in scored)
    print(
        f"{'pages a second of CPU time, with facts':45} {speed:6.0f} {PAGES_A_SECOND['reference']:6.0f} "
        f"{PAGES_A_SECOND['must']:6.0f}"
    )


if __name__ == "__main__":
    main()
