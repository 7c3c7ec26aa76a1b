"""Score ``daybook code`` with the scorers that lie beside the corpora, and show peers' figures beside ours.

``python tests/eval/corpora.py [--corpora DIR] [--model DIR]`` prints one table; ``--pin`` raises the floors of
corpora_floors.toml to what was reached. The corpora lie in the folder that DAYBOOK_CORPORA names, else in ../shared.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
if __package__ in (None, ""):  # run as a file: the packages stand two folders up
    sys.path.insert(0, str(ROOT))

from tasks.extract.parser.load import MODEL  # noqa: E402
from tasks.extract.parser.pack import unpack  # noqa: E402

FLOORS = HERE / "corpora_floors.toml"
FLOORS_HEAD = (
    "# What was reached on the corpora. Floors only get stricter: `python tests/eval/corpora.py --pin`.\n"
)
DIGITS = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: what it says, the best open peer's, what is asked of us, and whether less is better."""

    name: str
    says: str
    must: float
    aim: float
    peer: float | None = None
    lower: bool = False

    def is_worse(self, value: float, than: float) -> bool:
        """Whether a value falls behind another."""
        return value > than if self.lower else value < than

    def stricter(self, value: float, floor: float | None) -> float:
        """The floor, or the value rounded to where it can be held, whichever asks for more."""
        rounding = ROUND_CEILING if self.lower else ROUND_FLOOR
        held = float(Decimal(value).quantize(DIGITS, rounding))
        return held if floor is None or self.is_worse(floor, held) else floor


def corpora_folder() -> Path:
    """The folder that holds ``corpora/`` and ``eval/``."""
    return Path(os.environ.get("DAYBOOK_CORPORA") or ROOT.parent / "shared")


def read_measures(path: Path = HERE / "corpora_measures.toml") -> tuple[Measure, ...]:
    """The measures in the order of the file."""
    return tuple(Measure(name, **entry) for name, entry in tomllib.loads(path.read_text("utf-8")).items())


def read_floors(path: Path = FLOORS) -> dict[str, float]:
    """The pinned limit of each figure."""
    return {name: float(value) for name, value in tomllib.loads(path.read_text("utf-8")).items()}


def behind(
    measures: Sequence[Measure], scores: Mapping[str, float], floors: Mapping[str, float]
) -> tuple[str, ...]:
    """The measures that fell behind their floor; one that could not be taken is not among them."""
    return tuple(
        m.name
        for m in measures
        if m.name in scores and m.name in floors and m.is_worse(scores[m.name], floors[m.name])
    )


def raised(
    measures: Sequence[Measure], scores: Mapping[str, float], floors: Mapping[str, float]
) -> dict[str, float]:
    """The floors after these scores; none becomes laxer, none is dropped."""
    risen = {m.name: m.stricter(scores[m.name], floors.get(m.name)) for m in measures if m.name in scores}
    return dict(sorted({**floors, **risen}.items()))


def score_plover(folder: Path, scratch: Path) -> dict[str, float]:
    """The figures on PLOVER's gold sentences, by plover_eval.py."""
    told = _scored(folder / "eval" / "plover_eval.py", scratch / "plover", "--boot", "0")["all"]
    right, found = told["sector_acc_given_country"]
    return {
        "plover_type_f1": told["type"]["F1"],
        "plover_hit_at_1": told["hit_at_1"],
        "plover_source_f1": told["src"]["F1"],
        "plover_recipient_f1": told["tgt"]["F1"],
        "plover_triple_f1": told["triple"]["F1"],
        "plover_sector": right / found,
    }


def score_passages(folder: Path, scratch: Path) -> dict[str, float]:
    """The figures on passages of real news, by passage_eval.py."""
    told = _scored(folder / "eval" / "passage_eval.py", scratch / "passages")
    fields = {name: right / asked for name, (right, asked) in told["fields_right"].items() if asked}
    return {
        "passages_type_f1": told["type"]["f1"],
        "passages_sides_f1": told["type+sides"]["f1"],
        "passages_false_events": told["false_events_in_those"],
        "passages_place": fields["place_country"],
        "passages_date": fields["date"],
        "passages_killed": fields["killed"],
    }


def score_parser(folder: Path, scratch: Path, model: Path | None) -> dict[str, float]:
    """The parser's figures on news sentences, by parser_eval.py; of the shipped one, where no other is named."""
    if model is None:
        model = scratch / "model"
        unpack(MODEL.read_bytes()).to_disk(model)
    gold = folder / "corpora" / "treebanks" / "docbin" / "pud-news.spacy"
    told = _run(folder / "eval" / "parser_eval.py", str(model), str(gold))
    las = re.search(r"\blas=([\d.]+)", told)
    core = re.search(r"\bcore4=[\d.]+/[\d.]+/([\d.]+)", told)
    if las is None or core is None:
        raise ValueError(f"parser_eval.py told no LAS: {told!r}")
    return {"parser_las": float(las[1]) / 100, "parser_core": float(core[1]) / 100}


def _scored(scorer: Path, scratch: Path, *options: str) -> dict[str, Any]:
    """Code what the scorer asks for and give its verdict."""
    scratch.mkdir()
    texts, coded, verdict = (scratch / name for name in ("in.jsonl", "out.jsonl", "verdict.json"))
    _run(scorer, "--dump-inputs", str(texts))
    daybook = [sys.executable, "-m", "flows", "--home", str(scratch), "code", str(texts), "-o", str(coded)]
    subprocess.run(daybook, check=True, cwd=ROOT, capture_output=True, text=True)
    _run(scorer, str(coded), "--json", str(verdict), *options)
    told: dict[str, Any] = json.loads(verdict.read_text("utf-8"))
    return told


def _run(script: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(script), *arguments], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout


def run(folder: Path, model: Path | None = None) -> dict[str, float]:
    """Every figure that can be taken; that of the parser only where a model is there."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        scores = {**score_plover(folder, scratch), **score_passages(folder, scratch)}
        if model is not None or MODEL.is_file():
            scores |= score_parser(folder, scratch, model)
    return scores


def print_table(
    measures: Sequence[Measure], scores: Mapping[str, float], floors: Mapping[str, float]
) -> None:
    """One line a measure: what it says, the peer's figure, what is asked, ours, and its floor."""
    print(f"{'measure':58} {'peer':>6} {'must':>6} {'aim':>6} {'ours':>6} {'floor':>6}")
    for measure in measures:
        ours = scores.get(measure.name)
        cells = (measure.peer, measure.must, measure.aim, ours, floors.get(measure.name))
        falls_short = ours is not None and measure.is_worse(ours, measure.must)
        line = " ".join(f"{'-' if cell is None else f'{cell:.3g}':>6}" for cell in cells)
        print(f"{measure.says:58} {line}{'  below what it must' if falls_short else ''}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a figure is behind its floor, 2 where there are no corpora."""
    parser = argparse.ArgumentParser(description="Score the coder on hand-coded corpora.")
    parser.add_argument("--corpora", type=Path, default=corpora_folder(), metavar="DIR")
    parser.add_argument(
        "--model", type=Path, metavar="DIR", help="a spaCy pipeline to score, instead of the shipped"
    )
    parser.add_argument("--pin", action="store_true", help="make the floors as strict as what was reached")
    options = parser.parse_args(arguments)
    if not (options.corpora / "eval" / "plover_eval.py").is_file():
        print(
            f"no corpora with scorers in {options.corpora}: name their folder with --corpora", file=sys.stderr
        )
        return 2
    measures, floors = read_measures(), read_floors()
    scores = run(options.corpora, options.model)
    print_table(measures, scores, floors)
    if options.pin:
        lines = (f"{name} = {floor:.3f}\n" for name, floor in raised(measures, scores, floors).items())
        FLOORS.write_text(FLOORS_HEAD + "".join(lines), "utf-8")
    low = behind(measures, scores, floors)
    if low:
        print("behind the floor:", ", ".join(low))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
