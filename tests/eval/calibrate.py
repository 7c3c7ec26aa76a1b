"""Fit the weights of a coding's confidence to hand-coded news, and show how well they hold.

``python tests/eval/calibrate.py [--write]`` codes the gold sentences of this folder, and those of the corpora where
they are (see corpora.py); a coding is right where type and the countries of both sides are. It prints how many of the
codings of each band are right, each fold judged by weights that the other folds gave.
"""

import argparse
import importlib.util
import itertools
import json
import math
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
if __package__ in (None, ""):  # run as a file: the packages stand two folders up
    sys.path.insert(0, str(HERE.parent.parent))

from tasks.extract.codebook import load_codebook  # noqa: E402
from tasks.extract.coder import code_documents  # noqa: E402
from tasks.extract.confidence import SIGNS, WEIGHTS, signs  # noqa: E402
from tasks.extract.jsonl import BadLine, coding_to_json, read_documents  # noqa: E402
from tasks.records import CodedEvent, Coding, Document  # noqa: E402
from tests.eval.corpora import corpora_folder  # noqa: E402
from tests.eval.gold import GoldItem, load_fresh, load_gold, load_sample  # noqa: E402

FOLDS = 10
PRIOR = 2.0  # pulls weights for which there is little to learn from towards 0
SURE, PROMISED = 0.8, 0.9
MARGIN = 0.01  # of right codings, for the rounding of weights and small changes of rules
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Trial:
    """One coding: its signs, whether it is right, how much it counts, and of which set it is."""

    signs: frozenset[str]
    right: bool
    counts: float
    of: str


def own_trials() -> list[Trial]:
    """The codings of this folder's gold sentences."""
    return [*_gold_trials((*load_gold(), *load_sample()), "own"), *_gold_trials(load_fresh(), "fresh")]


def _gold_trials(items: Sequence[GoldItem], of: str) -> list[Trial]:
    found: list[Trial] = []
    for item, coding in zip(items, code_documents([item.document for item in items]), strict=True):
        for event in coding.events:
            if event.event_type not in item.tolerated:
                same = [gold for gold in item.events if gold.event_type == event.event_type]
                found.append(_trial(event, any(gold.has_countries_of(event) for gold in same), of))
    return found


def plover_trials(folder: Path) -> list[Trial]:
    """The codings of the PLOVER gold standard records; none where they are not there."""
    scorer = folder / "eval" / "plover_eval.py"
    if not scorer.is_file():
        return []
    judge = _module(scorer)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the scorer leaves its file to the collector
        units = judge.load_gold()
    texts = {unit["id"]: unit["text"] for unit in units}
    codings = _coded(Document(name, text) for name, text in texts.items())
    found: list[Trial] = []
    for unit in units:
        for event in codings[unit["id"]].events:
            wanted = [gold for gold in unit["ev"] if event.event_type in gold["types"]]
            sides = {country for gold in wanted for country, _ in gold["src"] + gold["tgt"] if country}
            told = {judge.ncountry(actor.country) for actor in (*event.actors, *event.recipients)} - {None}
            found.append(_trial(event, bool(wanted) and told == sides, "plover"))
    return found


def passage_trials(folder: Path) -> list[Trial]:
    """The codings of the hand-coded passages; none where they are not there."""
    scorer, passages = folder / "eval" / "passage_eval.py", folder / "corpora" / "event_passages.jsonl"
    if not scorer.is_file() or not passages.is_file():
        return []
    judge = _module(scorer)
    rows = [json.loads(line) for line in passages.read_text("utf-8").splitlines()]
    lines = [
        json.dumps({"id": row["article"], "title": row["title"], "text": row["passage"], "published_at": row["date"]})
        for row in rows
    ]  # fmt: skip
    documents = [one for one in read_documents(lines) if not isinstance(one, BadLine)]
    codings = {document.doc_id: (document, coding) for document, coding in _pairs(documents)}
    found: list[Trial] = []
    for row in rows:
        document, coding = codings[row["article"]]
        told = json.loads(coding_to_json(coding, document))["events"]
        hits, optional, _ = judge.match(row["events"], told, judge.same_type, judge.same_sides)
        right = {id(event) for _, event in (*hits, *optional)}
        pairs = zip(coding.events, told, strict=True)
        found += [_trial(event, id(written) in right, "passages") for event, written in pairs]
    return found


def fit(trials: Sequence[Trial]) -> dict[str, float]:
    """Logistic weights by Newton's steps, with a prior that keeps them small."""
    rows = np.array([[name == "always" or name in trial.signs for name in SIGNS] for trial in trials], float)
    right = np.array([trial.right for trial in trials], float)
    counts = np.array([trial.counts for trial in trials])
    prior = np.diag([0.0 if name == "always" else PRIOR for name in SIGNS])
    weights = np.zeros(len(SIGNS))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (right - chance)) - prior @ weights
        bend = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + prior
        weights = weights + np.linalg.lstsq(bend, slope, rcond=None)[0]
    return dict(zip(SIGNS, (float(weight) for weight in weights), strict=True))


def judged(trials: Sequence[Trial]) -> list[tuple[float, Trial]]:
    """Each coding with the chance that weights fitted without its fold give it."""
    found: list[tuple[float, Trial]] = []
    for fold in range(FOLDS):
        weights = fit([trial for number, trial in enumerate(trials) if number % FOLDS != fold])
        found += [(chance_of(weights, trial), trial) for trial in trials[fold::FOLDS]]
    return found


def held_back(scored: Sequence[tuple[float, Trial]]) -> float:
    """What is taken from every score until nine in ten of the codings at ``SURE`` and above are right."""
    step = 0.0
    while step < 3.0:
        sure = [trial.right for chance, trial in scored if _less(chance, step) >= SURE]
        if not sure or sum(sure) / len(sure) >= PROMISED + MARGIN:
            return step
        step += 0.05
    raise ValueError("no codings are right often enough to be called sure")


def _less(chance: float, step: float) -> float:
    return 1 / (1 + math.exp(step - math.log(chance / (1 - chance))))


def table(scored: Sequence[tuple[float, Trial]]) -> Iterator[str]:
    """Lines: band, number of codings, share that is right; for each set and for all."""
    for name in ("own", "fresh", "plover", "passages", "all"):
        mine = [(chance, trial.right) for chance, trial in scored if name in ("all", trial.of)]
        for low, high in itertools.pairwise(BANDS):
            band = [right for chance, right in mine if low <= chance < high]
            if band:
                yield f"{name:9} {low:.1f}-{min(high, 1):.1f} {len(band):5} {sum(band) / len(band):6.2f}"


def write_weights(weights: dict[str, float], lines: Iterable[str], path: Path = WEIGHTS) -> None:
    """The weights as data, under the figures of their fit."""
    head = "# What each sign adds to the odds that a coding is right: fitted by tests/eval/calibrate.py.\n"
    head += "# Set, band of confidence, codings, share right (each judged by weights fitted without it):\n"
    told = "".join(f"#   {line}\n" for line in lines)
    body = "".join(f"{name} = {weight:.2f}\n" for name, weight in weights.items())
    path.write_text(f"{head}{told}\n[weights]\n{body}", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, show, and with ``--write`` keep the weights."""
    parser = argparse.ArgumentParser(description="Fit the confidence of codings to hand-coded news.")
    parser.add_argument("--write", action="store_true", help="write codebook/confidence.toml")
    options = parser.parse_args(arguments)
    folder = corpora_folder()
    trials = [*own_trials(), *plover_trials(folder), *passage_trials(folder)]
    scored = judged(trials)
    step = held_back(scored)
    lines = list(table([(_less(chance, step), trial) for chance, trial in scored]))
    print("\n".join(lines))
    if options.write:
        weights = fit(trials)
        write_weights({**weights, "always": weights["always"] - step}, lines)
    return 0


def _trial(event: CodedEvent, right: bool, of: str) -> Trial:
    frame = next(frame for frame in load_codebook().frames if frame.rule_id == event.rule_id)
    # The gold of this folder was read while rules were written: what others coded tells more of news to come.
    return Trial(frozenset(signs(event, frame, event.agreed)), right, 0.5 if of == "own" else 1.0, of)


def chance_of(weights: dict[str, float], trial: Trial) -> float:
    """The chance that a coding is right, by its signs."""
    return 1 / (1 + math.exp(-weights["always"] - sum(weights[name] for name in trial.signs)))


def _coded(documents: Iterable[Document]) -> dict[str, Coding]:
    return {document.doc_id: coding for document, coding in _pairs(documents)}


def _pairs(documents: Iterable[Document]) -> list[tuple[Document, Coding]]:
    listed = [replace(document) for document in documents]
    return list(zip(listed, code_documents(listed), strict=True))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module  # type: ignore[no-any-return]


if __name__ == "__main__":
    sys.exit(main())
