"""Whether the codebook's word lists say each word once."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tasks.extract.flaws import Flaw

FORMS = "irregular."  # past and participle of a verb are often the same
LISTS = ("contexts", "filters", "mode_words", "verbs", "words")


def check_words(folder: Path) -> Iterator[Flaw]:
    """Words and phrases that stand in one list twice."""
    for name in LISTS:
        path = folder / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        for key, listed in _lists(tomllib.loads(text)):
            if key.startswith(FORMS):
                continue
            for said in sorted({said for said in listed if listed.count(said) > 1}):
                yield Flaw("repeated", f"{said!r} stands in {key} twice", path, _line(text, key, said))


def _lists(table: dict[str, object], above: str = "") -> Iterator[tuple[str, list[str]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _lists(value, f"{above}{key}.")
        elif isinstance(value, list):
            yield f"{above}{key}", [str(part) for part in value]


def _line(text: str, key: str, said: str) -> int | None:
    """The line of the list's key that has the word."""
    name = key.rpartition(".")[2]
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith((f"{name} =", f'"{name}" =')) and f'"{said}"' in line:
            return number
    return None
