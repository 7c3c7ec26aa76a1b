"""Which parser a name stands for, and what is told where it stands for none."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from tasks.errors import ConfigError
from tasks.extract.parser.load import MODEL, load_parser
from tasks.extract.syntax import Parse


def test_the_shipped_model_is_small_and_loaded_once() -> None:
    assert MODEL.stat().st_size <= 15_000_000
    assert load_parser() is load_parser()


def test_no_parser_says_nothing() -> None:
    parser = load_parser("none")
    assert parser.parse(["Troops left.", ""]) == [Parse(), Parse()]
    assert parser.names(["Troops left Goma."]) == [()]


def test_another_pipeline_with_ud_labels_is_taken(small_pipeline: Language, tmp_path: Path) -> None:
    small_pipeline.to_disk(tmp_path / "other")
    (tree,) = load_parser(str(tmp_path / "other")).parse(["Troops left."])
    assert len(tree.nodes) == 3


def test_a_pipeline_without_ud_labels_is_refused(small_pipeline: Language, tmp_path: Path) -> None:
    bare = spacy.blank("en")
    bare.to_disk(tmp_path / "bare")
    with pytest.raises(ConfigError, match="nsubj, nsubj:pass, obj, obl not among the labels"):
        load_parser(str(tmp_path / "bare"))


def test_a_pipeline_without_parts_of_speech_is_refused(small_pipeline: Language, tmp_path: Path) -> None:
    small_pipeline.remove_pipe("morphologizer")
    small_pipeline.to_disk(tmp_path / "untagged")
    with pytest.raises(ConfigError, match="no parts of speech"):
        load_parser(str(tmp_path / "untagged"))


@pytest.mark.parametrize("name", ["no_such_pipeline", "/no/such/folder", "../odd name!"])
def test_a_name_that_stands_for_nothing_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match="DAYBOOK_PARSER names") as refused:
        load_parser(name)
    assert name in str(refused.value)


def test_spacy_is_not_imported_before_a_parser_is_asked_for() -> None:
    script = (
        "import sys, tasks.extract.parser.load as load\n"
        "load.load_parser('none')\n"
        "print(sorted({'spacy', 'thinc', 'lemminflect'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
