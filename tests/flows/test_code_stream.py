"""``daybook code`` on files of any length: flat memory, order, limits, and progress for who watches."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from flows.coding import MOST_CHARACTERS, code_lines

ROOT = Path(__file__).resolve().parents[2]
KILOBYTES_FREE = 30_000  # by which the larger file may need more memory
# Runs a command and tells the most memory that any process below held, in KiB.
MEASURED = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def daybook(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "flows", "--home", str(home), *arguments]


def lines(count: int, padding: int) -> Iterator[str]:
    for number in range(count):
        text = "Turkey attacked Syria." if number % 500 == 0 else ""
        yield json.dumps({"id": number, "text": text, "unread": "x" * padding})


def read_all(terminal: int) -> str:
    """Everything that is written to a terminal until its last writer is gone."""
    shown = b""
    with suppress(OSError):  # how Linux tells the end
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    return shown.decode()


def test_memory_is_flat_for_a_file_of_any_length(tmp_path: Path) -> None:
    held: list[int] = []
    for name, count in (("short", 200), ("long", 6_000)):
        source, out = tmp_path / f"{name}.jsonl", tmp_path / f"{name}.out"
        with source.open("w") as texts:
            texts.writelines(f"{line}\n" for line in lines(count, 10_000))
        command = [sys.executable, "-c", MEASURED, *daybook(tmp_path, "code", str(source), "-o", str(out))]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        held.append(int(done.stdout))
        with out.open() as coded:
            rows = [json.loads(line) for line in coded]
        assert [row["id"] for row in rows] == list(range(count))
        assert all(bool(row["events"]) == (row["id"] % 500 == 0) for row in rows)
    assert (tmp_path / "long.jsonl").stat().st_size > 60_000_000
    assert held[1] - held[0] < KILOBYTES_FREE


def test_a_text_that_is_no_article_gets_an_error_and_keeps_its_id() -> None:
    good = json.dumps({"id": 7, "text": "Turkey attacked Syria."})
    long = json.dumps({"id": 8.5, "text": "x" * (MOST_CHARACTERS + 1)})
    coded = [json.loads(line.json) for line in code_lines([good, long, good], workers=1)]
    assert [row["id"] for row in coded] == [7, 8.5, 7]
    assert [bool(row["events"]) for row in coded] == [True, False, True]
    assert coded[1]["error"].startswith("the text has 400,001 characters")


@pytest.mark.parametrize("from_file", [True, False])
def test_a_terminal_shows_how_far_it_is(tmp_path: Path, from_file: bool) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(f"{line}\n" for line in lines(30, 10)))
    ours, theirs = pty.openpty()
    with source.open() as texts:
        command = daybook(tmp_path, "code", str(source) if from_file else "-", "-o", str(tmp_path / "out"))
        environ = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
        with subprocess.Popen(command, stdin=texts, stderr=theirs, cwd=ROOT, env=environ) as done:
            os.close(theirs)
            shown = read_all(ours)
    assert done.returncode == 0
    assert "30 texts" in shown
    assert "texts/s" in shown
    assert "100%" in shown


def test_nothing_is_shown_where_nobody_watches(tmp_path: Path) -> None:
    command = daybook(tmp_path, "code", "-")
    text = json.dumps({"id": 1, "text": "Turkey attacked Syria."})
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == ""
    assert json.loads(done.stdout)["events"]
