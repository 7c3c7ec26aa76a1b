"""Speed of coding, all included: articles of 400 words a second and core. Run it: python tests/bench/bench_code.py

Texts are those of the corpora that DAYBOOK_CORPORA names (else ../shared), or of the bundled sample news; cut and
joined to 400 words each. Processor time counts, not the clock, and a fixed reference is timed in the same run: the
ratio of both holds on any machine, however busy it is.
"""

import argparse
import gzip
import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from flows.sample.news import load_news  # noqa: E402 - the script is run without an install
from tasks.extract.codebook import load_codebook  # noqa: E402
from tasks.extract.coder import code_documents  # noqa: E402
from tasks.extract.prefilter import TriggerScan  # noqa: E402
from tasks.extract.sentences import split_sentences  # noqa: E402
from tasks.records import Document  # noqa: E402

WORDS = 400
ASKED, AIM = 8, 25
WARM_UP = 3
REFERENCE_PASSES = 50
REFERENCE = re.compile(r"\w+|[^\w\s]")
PUBLISHED = datetime(2017, 6, 1, tzinfo=UTC)


def corpus_texts(folder: Path) -> Iterator[str]:
    """The texts of the corpora's articles."""
    with gzip.open(folder / "corpora" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def sample_texts() -> Iterator[str]:
    """The English texts of the bundled sample."""
    for article in load_news().articles:
        if article.language == "en":
            yield "\n\n".join(article.paragraphs)


def articles(texts: Iterable[str], most: int) -> list[Document]:
    """Articles of 400 words: whole sentences of one text after another."""
    made: list[Document] = []
    sentences: list[str] = []
    words = 0
    for text in texts:
        for sentence in split_sentences(text):
            sentences.append(sentence.text)
            words += len(sentence.text.split())
            if words >= WORDS:
                made.append(Document(str(len(made)), " ".join(sentences), None, PUBLISHED))
                sentences, words = [], 0
            if len(made) == most:
                return made
    return made


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time that the work takes in this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def tokenise_all(documents: list[Document]) -> None:
    """The reference: cut the same texts into words, many times."""
    for _ in range(REFERENCE_PASSES):
        for document in documents:
            REFERENCE.findall(document.text)


def main() -> None:
    """Print the rate, the ratio to the reference, what the scan rules out, and the memory held."""
    parser = argparse.ArgumentParser(description="Measure the speed of coding.")
    parser.add_argument("--articles", type=int, default=100, help="how many, at most")
    wanted = parser.parse_args().articles
    folder = Path(os.environ.get("DAYBOOK_CORPORA") or ROOT.parent / "shared")
    there = (folder / "corpora" / "articles.jsonl.gz").is_file()
    documents = articles(corpus_texts(folder) if there else sample_texts(), wanted)
    loading = processor_seconds(lambda: code_documents(documents[:WARM_UP]))
    seconds = processor_seconds(lambda: code_documents(documents))
    reference = processor_seconds(lambda: tokenise_all(documents)) / REFERENCE_PASSES
    sentences = [s.text for document in documents for s in split_sentences(document.text)]
    scan = TriggerScan(load_codebook())
    ruled_out = sum(not scan.may_hold_event(sentence) for sentence in sentences)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(documents)} articles of {WORDS} words, from {'the corpora' if there else 'the sample'}")
    print(f"coded a second and core   {len(documents) / seconds:10.1f}   (asked: {ASKED}, aim: {AIM})")
    print(f"times a plain tokenising  {seconds / reference:10.0f}")
    print(f"loading and first {WARM_UP}       {loading:10.1f} s")
    print(f"ruled out by the scan     {ruled_out / len(sentences):10.0%}   of {len(sentences)} sentences")
    print(f"most memory held          {held:10.0f} MB")


if __name__ == "__main__":
    main()
