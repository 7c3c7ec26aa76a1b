"""What a check of the codebook finds, and that the shipped one is sound."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.extract.check import check_codebook
from tasks.extract.check_frames import check_frames
from tasks.extract.check_names import check_names
from tasks.extract.check_words import LISTS, check_words
from tasks.extract.codebook import load_codebook
from tasks.extract.codebook_rows import CODEBOOK
from tasks.extract.flaws import Flaw
from tasks.extract.own_codebook import OwnFiles, read_own

HEADERS = {
    "groups.csv": "name,country,sector,aliases",
    "guards.csv": "name,where,words",
    "leaders.csv": "name,country,sector,office,from,to,aliases",
}


def own_files(folder: Path, **files: str) -> OwnFiles:
    for name, text in files.items():
        if name in ("groups", "guards", "leaders"):
            (folder / f"{name}.csv").write_text(f"{HEADERS[f'{name}.csv']}\n{text}\n", "utf-8")
        else:
            (folder / f"{name}.toml").write_text(text, "utf-8")
    own = read_own(folder)
    assert own is not None
    return own


def in_own(flaws: object, folder: Path) -> list[Flaw]:
    assert isinstance(flaws, tuple | list)
    return [flaw for flaw in flaws if flaw.path.parent == folder]


FRAMES = """type = "AID"
frames = [
  {{ id = "one", verb = ["ferry blankets to"], to = ["to"], example = "Norway ferried blankets to Sudan." }},
  {two},
]
"""


@pytest.mark.parametrize(
    ("two", "check", "says", "is_error"),
    [
        (
            '{ id = "two", verb = ["yodel at"], example = "Norway sang for Sudan." }',
            "example",
            "its example gives nothing",
            True,
        ),
        (
            '{ id = "two", verb = ["yodel at"], to = ["at"], example = "Norway may yodel at Sudan." }',
            "example",
            "'yodel at' not coded: possible",
            True,
        ),
        (
            '{ id = "two", verb = ["yodel at"], example = "Norway ferried blankets to Sudan." }',
            "dead rule",
            "aid.one wins its example",
            False,
        ),
        (
            '{ id = "two", verb = ["ferry blankets to"], to = ["to"], '
            'example = "Norway ferried blankets to Sudan." }',
            "shadowed",
            "aid.one has 'ferry blankets to' under the same conditions",
            False,
        ),
        (
            '{ id = "two", verb = ["yodel at", "yodel at"], to = ["at"], '
            'example = "Norway yodelled at Sudan." }',
            "repeated",
            "'yodel at' stands there twice",
            False,
        ),
    ],
)
def test_frames(tmp_path: Path, two: str, check: str, says: str, is_error: bool) -> None:
    own = own_files(tmp_path, mine=FRAMES.format(two=two))
    codebook = load_codebook(CODEBOOK, own)
    mine = tuple(frame for frame in codebook.frames if frame.rule_id in ("aid.one", "aid.two"))
    found = list(check_frames(replace(codebook, frames=mine), own.triggers()))
    told = [flaw for flaw in found if flaw.check == check]
    assert [(flaw.is_error, flaw.line, flaw.path) for flaw in told] == [(is_error, 4, tmp_path / "mine.toml")]
    assert says in told[0].says


def test_one_phrase_in_two_types_is_a_clash(tmp_path: Path) -> None:
    one = (
        'id = "one", verb = ["yodel at"], to = ["at"], needs = "pair", example = "Norway yodelled at Sudan."'
    )
    own = own_files(
        tmp_path,
        a=f'type = "AID"\nframes = [\n{{ {one} }},\n]\n',
        b=f'type = "ACCUSE"\nframes = [\n{{ {one} }},\n]\n',
    )
    codebook = load_codebook(CODEBOOK, own)
    mine = tuple(frame for frame in codebook.frames if frame.rule_id.endswith(".one"))
    found = list(check_frames(replace(codebook, frames=mine), own.triggers()))
    clash = next(flaw for flaw in found if flaw.check == "clash")
    assert (clash.is_error, clash.path.name, clash.line) == (True, "b.toml", 3)
    assert {flaw.check for flaw in found} == {"clash", "example"}


@pytest.mark.parametrize(
    ("file", "text", "check", "says", "is_error"),
    [
        ("groups", "Red Heron Front,MLX,REB,", "code", "unknown country 'MLX'", True),
        ("groups", "Red Heron Front,MLI,RBL,", "code", "unknown sector 'RBL'", True),
        ("groups", "Hezbollah,MLI,REB,", "name twice", "Hezbollah [MLI REB] here", True),
        ("groups", "HEZBOLLAH,MLI,REB,", "name twice", "as 'Hezbollah' in groups.csv", False),
        ("groups", "Red Heron Front,MLI,REB,Strike", "everyday word", "'Strike'", False),
        ("groups", "Red Heron Front,MLI,REB", "table", "3 cells where the header has 4", True),
        ("guards", "Qwxy Vgnt,text,song", "guard", "'Qwxy Vgnt' is nobody's name", False),
        ("leaders", "Ada Quill,KEN,GOV,minister,2031-13-01,,", "date", "YYYY-MM-DD", True),
        ("leaders", "Ada Quill,KEN,GOV,minister,2031-01-01,2030-01-01,", "office", "before it begins", True),
        ("leaders", "Ada Quill,KEN,GOV,president,2023-01-01,,", "office", "but William Ruto until", False),
    ],
)
def test_names(tmp_path: Path, file: str, text: str, check: str, says: str, is_error: bool) -> None:
    own = own_files(tmp_path, **{file: text})
    found = in_own(list(check_names(own)), tmp_path)
    told = [flaw for flaw in found if flaw.check == check]
    assert [(flaw.is_error, flaw.line) for flaw in told] == [(is_error, 2)], found
    assert says in told[0].says


def test_an_everyday_word_with_a_guard_is_fine(tmp_path: Path) -> None:
    own = own_files(tmp_path, groups="Red Heron Front,MLI,REB,Strike", guards="Strike,needs,heron")
    assert in_own(list(check_names(own)), tmp_path) == []


def test_words_twice_in_a_list(tmp_path: Path) -> None:
    for name in LISTS:
        shutil.copy(CODEBOOK / f"{name}.toml", tmp_path)
    before = len(list(check_words(tmp_path)))
    path = tmp_path / "contexts.toml"
    path.write_text(path.read_text("utf-8") + 'herons = ["heron", "egret", "heron"]\n', "utf-8")
    found = list(check_words(tmp_path))
    line = len(path.read_text("utf-8").splitlines())
    assert len(found) == before + 1
    assert Flaw("repeated", "'heron' stands in herons twice", path, line) in found


def test_what_cannot_be_read_is_told_for_every_file(tmp_path: Path) -> None:
    own = own_files(
        tmp_path,
        a='type = "AID"\nframes = [{ id = "x", word = ["y"], example = "z" }]\n',
        b='type = "HELP"\nframes = [{ id = "x", verb = ["y"], example = "z" }]\n',
        groups="Red Heron Front,MLX,REB,",
    )
    found = check_codebook(own)
    assert all(flaw.is_error for flaw in found)
    assert {(flaw.path.name, flaw.line) for flaw in found} >= {("a.toml", 2), ("groups.csv", 2)}
    assert any("unknown key 'word'" in flaw.says for flaw in found)
