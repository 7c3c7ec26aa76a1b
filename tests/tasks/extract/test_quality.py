"""Floors on hand-coded news; skipped where the corpora are not at hand (``DAYBOOK_CORPORA``)."""

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.extract.coder import code_documents
from tasks.records import Document

ROOT = Path(__file__).parents[3]
CORPORA = Path(os.environ.get("DAYBOOK_CORPORA", "corpora that are not there")) / "corpora"
DRAFT_NAMES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "THREAT": "THREATEN",
}


def _read(name: str) -> str:
    path = CORPORA / name
    if not path.is_file():
        pytest.skip(f"no {name} in {CORPORA} (set DAYBOOK_CORPORA)")
    return path.read_text(encoding="utf-8")


def _f1(hits: int, coded: int, gold: int) -> float:
    return 2 * hits / (coded + gold)


def test_types_on_plovers_gold_sentences() -> None:
    rows = [row for row in json.loads(_read("plover_gsr.json")) if row["event"] != "DOCUMENT"]
    gold: dict[str, set[str]] = {}
    for row in rows:
        kind = row["event"].upper()
        gold.setdefault(row["text"].strip(" {}"), set()).add(DRAFT_NAMES.get(kind, kind))
    codings = code_documents([Document(str(n), text) for n, text in enumerate(gold)])
    counts: Counter[str] = Counter()
    for wanted, coding in zip(gold.values(), codings, strict=True):
        coded = {event.event_type for event in coding.events}
        counts.update(hits=len(coded & wanted), coded=len(coded), gold=len(wanted))
    assert _f1(counts["hits"], counts["coded"], counts["gold"]) >= 0.78


def _passage(row: dict[str, Any]) -> Document:
    published = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    return Document(row["article"], row["passage"], row["title"], published)


def test_types_and_silence_on_real_news() -> None:
    rows = [json.loads(line) for line in _read("event_passages.jsonl").splitlines()]
    counts: Counter[str] = Counter()
    for row, coding in zip(rows, code_documents([_passage(row) for row in rows]), strict=True):
        required = Counter(e["type"] for e in row["events"] if not e.get("optional"))
        optional = Counter(e["type"] for e in row["events"] if e.get("optional"))
        coded = Counter(event.event_type for event in coding.events)
        hits = coded & required
        false = (coded - hits) - optional
        counts.update(hits=hits.total(), false=false.total(), gold=required.total())
        counts["noise"] += 0 if row["events"] else coded.total()
    assert _f1(counts["hits"], counts["hits"] + counts["false"], counts["gold"]) >= 0.65
    assert counts["noise"] <= 2
