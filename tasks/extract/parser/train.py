"""Trains the shipped parser anew: ``python -m tasks.extract.parser.train TREEBANKS [--out FILE] [--steps N]``.

TREEBANKS is the folder with the DocBins that treebanks.toml lists. Takes about 40 minutes of one core and 2 GB.
"""

import argparse
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config

import tasks.extract.parser.augment  # only registered, under the name in the designs: # noqa: F401
from tasks.errors import ConfigError
from tasks.extract.parser.algebra import use_fast_algebra
from tasks.extract.parser.figures import figures_table, read_documents, renew_card
from tasks.extract.parser.load import MODEL
from tasks.extract.parser.pack import pack, unpack
from tasks.extract.parser.parse import PipelineParser

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that train one part of the pipeline, show its progress, and judge it."""

    train: tuple[Path, ...]
    progress: Path
    judge: tuple[Path, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when a model was written, 2 when the command line or the treebanks are wrong."""
    options = _arguments(arguments)
    try:
        train_model(options.treebanks, options.out, options.steps)
    except ConfigError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 2
    return 0


def train_model(treebanks: Path, out: Path, steps: int | None = None) -> None:
    """Train, write the packed model, print its figures, and put them into the model card that lies beside it."""
    trees, names = sources(treebanks, "parser"), sources(treebanks, "ner")
    use_fast_algebra()
    packed = pack(train_pipeline(trees, names, steps))
    out.write_bytes(packed)
    print(f"{out}: {len(packed) / 1e6:.1f} MB", file=sys.stderr)  # noqa: T201
    table = figures_table(PipelineParser(unpack(packed)), trees.judge, names.judge)
    renew_card(out.with_name("MODEL_CARD.md"), table)
    print(table)  # noqa: T201


def sources(folder: Path, part: str) -> Sources:
    """The treebanks of one part ("parser" or "ner"); raises ``ConfigError`` naming every file that is missing."""
    listed = tomllib.loads((_HERE / "treebanks.toml").read_text(encoding="utf-8"))[part]
    if not folder.is_dir():
        raise ConfigError("no such folder; give the one that holds the treebanks as DocBins", folder)
    found = Sources(
        tuple(_file(folder, name) for name in listed["train"]),
        _file(folder, listed["progress"]),
        tuple(_file(folder, name) for name in listed["judge"]),
    )
    listed_files = (*found.train, found.progress, *found.judge)
    missing = [path.name for path in listed_files if not path.is_file()]
    if missing:
        raise ConfigError(f"lacks {', '.join(missing)}; treebanks.toml says what is needed", folder)
    return found


def train_pipeline(trees: Sources, names: Sources, steps: int | None = None) -> Language:
    """A pipeline with parts of speech, trees and names; ``steps`` cuts the training short."""
    pipeline = _train("parser.cfg", trees, steps)
    pipeline.add_pipe("ner", source=_train("ner.cfg", names, steps))
    return pipeline


def _train(design: str, files: Sources, steps: int | None) -> Language:
    overrides: dict[str, object] = {} if steps is None else {"vars.steps": steps}
    with tempfile.TemporaryDirectory(prefix="daybook-train-") as folder:
        together = Path(folder) / "train.spacy"
        joined(files.train).to_disk(together)
        overrides |= {"paths.train": str(together), "paths.dev": str(files.progress)}
        config = load_config(_HERE / design, overrides=overrides, interpolate=True)
        # The last state, not the best on the progress file: that one is also a judge.
        pipeline, _ = train_loop(init_nlp(config), stdout=sys.stderr, stderr=sys.stderr)
    return pipeline


def joined(files: Sequence[Path]) -> DocBin:
    """The documents of several DocBins in one."""
    together = DocBin()
    for path in files:
        for document in read_documents(path):
            together.add(document)
    return together


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.spacy"


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tasks.extract.parser.train", description=__doc__)
    parser.add_argument("treebanks", type=Path, help="folder with the treebanks as DocBins")
    parser.add_argument("--out", type=Path, default=MODEL, help="file to write (default: the shipped model)")
    parser.add_argument("--steps", type=int, help="train this many steps instead of the designs' own number")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
