"""The figures of a model on treebanks that it was not trained on, as the model card shows them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from tasks.errors import ConfigError
from tasks.extract.parser.score import NameScores, TreeScores, score_names, score_trees
from tasks.extract.syntax import SentenceParser

_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->\n"
_TREES = (
    "| treebank | words | parts of speech | verb lemmas | UAS | LAS | subjects, objects, agents |\n"
    "|---|---|---|---|---|---|---|\n"
)
_NAMES = "| names in | spans | spans and kinds |\n|---|---|---|\n"


def read_documents(path: Path) -> Iterable[Doc]:
    """The annotated documents of a DocBin; raises ``ConfigError`` where the file is none."""
    try:
        documents = DocBin().from_disk(path)
    except (ValueError, OSError) as error:
        raise ConfigError(f"is no file of annotated documents that spaCy can read ({error})", path) from error
    return documents.get_docs(spacy.blank("en").vocab)


def figures_table(parser: SentenceParser, trees: Sequence[Path], names: Sequence[Path]) -> str:
    """Two Markdown tables of F1 in per cent."""
    rows = [_tree_row(path.stem, score_trees(parser, read_documents(path))) for path in trees]
    name_rows = [_name_row(path.stem, score_names(parser, read_documents(path))) for path in names]
    return _TREES + "".join(rows) + "\n" + _NAMES + "".join(name_rows)


def renew_card(card: Path, table: str) -> None:
    """Put the figures between their marks in a model card; a folder without a card gets none."""
    if not card.is_file():
        return
    text = card.read_text(encoding="utf-8")
    if _BEGIN not in text or _END not in text:
        raise ConfigError(f"has no place for figures: put the lines {_BEGIN!r} and {_END!r} into it", card)
    before, _, rest = text.partition(_BEGIN)
    card.write_text(before + _BEGIN + table + _END + rest.partition(_END)[2], encoding="utf-8")


def _tree_row(name: str, scores: TreeScores) -> str:
    counts = (scores.words, scores.upos, scores.verb_lemmas, scores.uas, scores.las, scores.core_arcs)
    return f"| {name} | " + " | ".join(f"{100 * count.f1:.1f}" for count in counts) + " |\n"


def _name_row(name: str, scores: NameScores) -> str:
    return f"| {name} | {100 * scores.spans.f1:.1f} | {100 * scores.kinds.f1:.1f} |\n"
