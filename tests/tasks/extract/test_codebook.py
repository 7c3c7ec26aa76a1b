"""The codebook is complete, and anything that it does not know stops it from loading."""

import shutil
from pathlib import Path

import pytest

from tasks.errors import ConfigError
from tasks.extract.codebook import FOLDER, load_codebook


def test_the_ontology_is_plovers() -> None:
    codebook = load_codebook()
    quads = {name: kind.quad for name, kind in codebook.types.items()}
    assert quads == {
        **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
        **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
        **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
        **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
    }
    assert len(codebook.contexts) == 37
    assert {name for name, kind in codebook.types.items() if kind.recipient} == {
        "COOPERATE",
        "AID",
        "SANCTION",
    }
    assert len(codebook.types["ASSAULT"].modes) == 15
    assert codebook.types["CONSULT"].modes["phone"].score == 1.5
    assert codebook.version


@pytest.mark.parametrize(
    ("code", "value"), [("010", 0.0), ("190", -10.0), ("0874", 10.0), ("116", -2.0), ("1031", -5.0)]
)
def test_goldstein_values_with_parents_where_missing(code: str, value: float) -> None:
    assert load_codebook().goldstein[code] == value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "codebook", ignore=shutil.ignore_patterns("*.gz")))


def _rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("triggers/aid.toml", 'type = "AID"', 'type = "HELP"', "unknown event type 'HELP'"),
        ("triggers/protest.toml", 'modes = ["hunger"]', 'modes = ["fast"]', "unknown mode 'fast'"),
        ("triggers/sanction.toml", 'cameo = "163"', 'cameo = "999"', "unknown CAMEO code '999'"),
        ("triggers/aid.toml", "to = [", "too = [", "unknown key 'too'"),
        ("triggers/aid.toml", 'sides = "state"', 'sides = "everyone"', "unknown sides 'everyone'"),
        ("triggers/aid.toml", 'id = "arm"', 'id = "donate"', "declared twice"),
        ("ontology.toml", 'cameo = "030"', 'cameo = "0300"', "unknown CAMEO code '0300'"),
        ("ontology.toml", 'future = "AGREE"', 'future = "PROMISE"', "unknown type 'PROMISE'"),
        ("ontology.toml", 'context = "cyber"', 'context = "hacking"', "unknown context 'hacking'"),
        ("filters.toml", 'law = ["", "GOV"', 'law = ["", "GVT"', "unknown sector 'GVT'"),
        ("filters.toml", "\nsport = [", "\ncurling = [", "unknown reason 'curling'"),
        ("mode_words.toml", "[REQUEST.content]\nmeet", "[REQUEST.content]\nmeat", "unknown type or mode"),
        (
            "triggers/sanction.toml",
            'also = ["COERCE arrest"]',
            'also = ["COERCE prison"]',
            "unknown event in also",
        ),
        ("contexts.toml", "military = [", "military = ", "contexts.toml"),
    ],
)
def test_unknown_words_stop_the_load(folder: Path, file: str, old: str, new: str, problem: str) -> None:
    _rewrite(folder / file, old, new)
    with pytest.raises(ConfigError, match=problem) as caught:
        load_codebook(folder)
    assert caught.value.path is not None


def test_an_error_in_a_frame_names_its_line(folder: Path) -> None:
    path = folder / "triggers/aid.toml"
    _rewrite(path, 'id = "donate", verb', 'id = "donate", word')
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if '"donate"' in text)
    with pytest.raises(ConfigError) as caught:
        load_codebook(folder)
    assert caught.value.line == line
