"""The lists that the date finder reads."""

import shutil
from pathlib import Path

import pytest

from tasks.errors import ConfigError
from tasks.extract.date_words import load_date_words

CODEBOOK = Path(__file__).parents[3] / "tasks" / "extract" / "codebook"


def test_past_forms_tell_a_tense() -> None:
    past = load_date_words().past
    assert {"said", "went", "gone", "was"} <= past
    assert past.isdisjoint({"hit", "cut", "put", "go"})


@pytest.mark.parametrize(
    ("old", "new"),
    [("plans = [", "plains = ["), ('"01-01"', '"new year"'), ("[holidays]", "[holidays")],
)
def test_a_broken_file_is_named(tmp_path: Path, old: str, new: str) -> None:
    shutil.copy(CODEBOOK / "verbs.toml", tmp_path)
    text = (CODEBOOK / "date_words.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "date_words.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"date_words\.toml"):
        load_date_words(tmp_path)
