"""Hold the scores of the coder and the date finder on the gold sentences to floors that only rise.

``python tests/eval/gate.py`` prints the table, with ``--worst N`` the worst items; ``--pin`` raises the
floors to what was reached.
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __package__ in (None, ""):  # run as a file: the packages stand two folders up
    sys.path.insert(0, str(HERE.parent.parent))

from tasks.extract.coder import code_documents  # noqa: E402
from tests.eval.gold import GoldItem, load_dates, load_fresh, load_gold, load_sample  # noqa: E402
from tests.eval.scores import Miss, score_by_type, score_dates, score_events  # noqa: E402

DIGITS = Decimal("0.001")
FLOORS = HERE / "floors.toml"
FLOORS_HEAD = (
    "# What coder and date finder have reached. Floors only rise: `python tests/eval/gate.py --pin`.\n"
)


def read_floors(path: Path = FLOORS) -> dict[str, float]:
    """The pinned minimum of each score."""
    return {name: float(value) for name, value in tomllib.loads(path.read_text("utf-8")).items()}


def below(scores: Mapping[str, float], floors: Mapping[str, float]) -> tuple[str, ...]:
    """The names of the scores that fell under their floor, and of the floors that nothing was scored for."""
    return tuple(name for name, floor in floors.items() if scores.get(name, -1.0) < floor)


def raised(scores: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """The floors raised to the scores, rounded down to three digits; never one lowered or dropped."""
    reached = {name: float(Decimal(score).quantize(DIGITS, ROUND_FLOOR)) for name, score in scores.items()}
    return {name: max(floors.get(name, 0.0), reached.get(name, 0.0)) for name in sorted({*floors, *reached})}


def write_floors(floors: Mapping[str, float], path: Path = FLOORS) -> None:
    """Write the floors, one line each."""
    lines = "".join(f"{name} = {floor:.3f}\n" for name, floor in sorted(floors.items()))
    path.write_text(FLOORS_HEAD + lines, "utf-8")


def run() -> tuple[dict[str, float], tuple[Miss, ...], dict[str, tuple[int, int, int]]]:
    """Code all gold sentences: every score, the worst items first, and the counts by event type."""
    items = load_gold()
    codings = code_documents([item.document for item in items])
    scores, misses = score_events(items, codings)
    fresh_scores, fresh_misses = _score_as("fresh", load_fresh())
    sample_scores, sample_misses = _score_as("sample", load_sample())
    date_scores, date_misses = score_dates(load_dates())
    return (
        {**scores, **fresh_scores, **sample_scores, **date_scores},
        misses + fresh_misses + date_misses + sample_misses,
        score_by_type(items, codings),
    )


def _score_as(name: str, items: Sequence[GoldItem]) -> tuple[dict[str, float], tuple[Miss, ...]]:
    scores, misses = score_events(items, code_documents([item.document for item in items]))
    return {f"{name}_{score}": value for score, value in scores.items()}, misses


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a score is under its floor."""
    parser = argparse.ArgumentParser(description="Score the coder on the gold sentences.")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst items")
    options = parser.parse_args(arguments)
    scores, misses, by_type = run()
    floors = read_floors()
    for name, score in scores.items():
        print(f"{name:24} {score:6.3f}   floor {floors.get(name, 0.0):.3f}")
    print(f"\n{'type':10} found missed false")
    for name, (found, missed, false) in by_type.items():
        print(f"{name:10} {found:5} {missed:6} {false:5}")
    for miss in misses[: options.worst]:
        print(f"{miss.item_id}: {miss.said}")
    if options.pin:
        write_floors(raised(scores, floors))
    low = below(scores, floors)
    if low:
        print("under the floor:", ", ".join(low))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
