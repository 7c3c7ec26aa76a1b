"""The training command on a treebank of a few sentences, and what it says when treebanks are missing."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin
from spacy.util import load_config
from spacy.vocab import Vocab

import tasks.extract.parser.train as training
from tasks.errors import ConfigError
from tasks.extract.parser.figures import renew_card
from tasks.extract.parser.load import MODEL
from tasks.extract.parser.pack import unpack
from tasks.extract.parser.parse import PipelineParser
from tests.tasks.extract.parser.treebank import annotated

LISTED = tomllib.loads(Path(training.__file__).with_name("treebanks.toml").read_text(encoding="utf-8"))
FILES = {name for part in LISTED.values() for name in (*part["train"], part["progress"], *part["judge"])}


@pytest.fixture
def treebanks(tmp_path: Path) -> Path:
    folder = tmp_path / "treebanks"
    folder.mkdir()
    pipeline = spacy.blank("en")
    for name in FILES:
        DocBin(docs=[annotated(pipeline)] * 3).to_disk(folder / f"{name}.spacy")
    return folder


@pytest.mark.slow
def test_a_few_steps_write_a_model_that_parses_and_its_figures(treebanks: Path, tmp_path: Path) -> None:
    out, card = tmp_path / "model.bin", tmp_path / "MODEL_CARD.md"
    card.write_text("# Card\n<!-- figures -->\nold\n<!-- end of figures -->\nrest\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "tasks.extract.parser.train",
        str(treebanks),
        "--out",
        str(out),
        "--steps",
        "4",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    assert "LAS" in done.stdout
    assert "LOSS" in done.stderr
    renewed = card.read_text(encoding="utf-8")
    assert renewed.startswith("# Card\n<!-- figures -->\n| treebank |")
    assert renewed.endswith("<!-- end of figures -->\nrest\n")
    assert "| pud-news | 100.0 |" in renewed
    assert "old" not in renewed
    (tree,) = PipelineParser(unpack(out.read_bytes())).parse(["Rebels shot a guard."])
    assert len(tree.nodes) == 5


@pytest.mark.parametrize("part", ["parser", "ner"])
def test_missing_files_are_all_named(treebanks: Path, part: str) -> None:
    missing = LISTED[part]["train"][0], LISTED[part]["judge"][1]
    for name in missing:
        (treebanks / f"{name}.spacy").unlink()
    with pytest.raises(ConfigError) as refused:
        training.sources(treebanks, part)
    assert str(treebanks) in str(refused.value)
    assert all(f"{name}.spacy" in str(refused.value) for name in missing)


def test_a_folder_that_is_none_ends_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert training.main([str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_a_file_that_is_no_treebank_ends_the_command(
    treebanks: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (treebanks / "ewt-train.spacy").write_bytes(b"not a treebank")
    assert training.main([str(treebanks), "--out", str(tmp_path / "model.bin"), "--steps", "1"]) == 2
    error = capsys.readouterr().err
    assert "ewt-train.spacy" in error
    assert "no file of annotated documents" in error


def test_several_treebanks_are_joined_in_their_order(treebanks: Path) -> None:
    other = Doc(Vocab(), ["Guns", "fell", "silent"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "xcomp"])
    DocBin(docs=[other]).to_disk(treebanks / "gum-train.spacy")
    trees = training.joined([treebanks / "ewt-train.spacy", treebanks / "gum-train.spacy"])
    *first, last = trees.get_docs(Vocab())
    assert [document[0].text for document in first] == ["Rebels"] * 3
    assert [(token.text, token.head.i, token.dep_) for token in last] == [
        ("Guns", 1, "nsubj"),
        ("fell", 1, "ROOT"),
        ("silent", 1, "xcomp"),
    ]


@pytest.mark.parametrize("part", ["nlp", "components"])
def test_the_designs_are_those_of_the_shipped_weights(part: str) -> None:
    # What the training fills in (labels, sizes of layers) is in the weights, not in a design.
    shipped = unpack(MODEL.read_bytes()).config.interpolate()
    folder = MODEL.parent
    designs = [load_config(folder / name, interpolate=True) for name in ("parser.cfg", "ner.cfg")]
    if part == "nlp":
        for design in designs:
            assert {**design["nlp"], "pipeline": None} == {**shipped["nlp"], "pipeline": None}
        assert [*designs[0]["nlp"]["pipeline"], *designs[1]["nlp"]["pipeline"]] == shipped["nlp"]["pipeline"]
    else:
        assert {**designs[0]["components"], **designs[1]["components"]} == shipped["components"]


def test_no_judge_is_trained_on() -> None:
    for part in LISTED.values():
        assert not set(part["train"]) & {part["progress"], *part["judge"]}


def test_a_card_without_a_place_for_figures_is_refused(tmp_path: Path) -> None:
    card = tmp_path / "MODEL_CARD.md"
    card.write_text("# Card\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="no place for figures"):
        renew_card(card, "| a |\n")
    renew_card(tmp_path / "none.md", "| a |\n")
    assert not (tmp_path / "none.md").exists()
