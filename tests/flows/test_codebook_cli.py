"""``daybook codebook`` as a person types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def codebook(home: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "DAYBOOK_HOME": str(home), "DAYBOOK_PARSER": "none", **given}
    command = [sys.executable, "-m", "flows", "codebook", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environ, check=False)


def test_try_shows_event_and_reason(tmp_path: Path) -> None:
    text = "Turkish warplanes bombed Kurdish fighters near Aleppo on Monday, killing six. Russia may attack Georgia."
    done = codebook(tmp_path, "try", text, "--date", "2026-07-15")
    assert done.returncode == 0, done.stderr
    for said in (
        "assault.airstrike",
        "TUR MIL",
        "Aleppo, SYR (city)",
        "2026-07-13",
        "possible. It may",
        "inferred",
    ):
        assert said in done.stdout


def test_try_as_json_is_what_code_writes(tmp_path: Path) -> None:
    done = codebook(
        tmp_path, "try", "Chad attacked Sudan.", "--title", "War", "--date", "2026-07-15", "--json"
    )
    title, told = json.loads(done.stdout)
    assert (title["sentence"], told["sentence"]) == ("War", "Chad attacked Sudan.")
    (candidate,) = told["candidates"]
    assert candidate["event"]["event_type"] == "ASSAULT"
    assert candidate["event"]["event_date"] == "2026-07-15"
    assert told["sentence"][candidate["start"] : candidate["end"]] == "attacked"


@pytest.mark.parametrize(
    ("arguments", "rules"),
    [
        (["airstrike", "--type", "assault"], {"assault.airstrike-noun"}),
        (["--type", "PROTEST", "--mode", "hunger"], {"protest.hunger"}),
    ],
)
def test_list_filters(tmp_path: Path, arguments: list[str], rules: set[str]) -> None:
    done = codebook(tmp_path, "list", "--json", *arguments)
    rows = json.loads(done.stdout)
    assert rules <= {row["rule"] for row in rows}
    assert {row["type"] for row in rows} == {next(iter(rules)).split(".")[0].upper()}


def test_list_looks_names_up(tmp_path: Path) -> None:
    rows = json.loads(codebook(tmp_path, "list", "--names", "Daraa", "--json").stdout)
    assert {"SYR"} == {row["country"] for row in rows if row["name"] == "Daraa"}
    assert any(row["file"].endswith("regions.csv:2") for row in rows)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["list", "--type", "WAR"], "no event type 'WAR'; they are AGREE"),
        (["list", "--mode", "loud"], "no mode 'loud'; they are abduct"),
        (["list", "--names"], "--names looks up one name"),
    ],
)
def test_mistakes_are_told_in_one_line(tmp_path: Path, arguments: list[str], says: str) -> None:
    done = codebook(tmp_path, *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_check_tells_a_mistake_in_own_files_with_file_and_line(tmp_path: Path) -> None:
    own = tmp_path / "codebook"
    own.mkdir()
    (own / "groups.csv").write_text("name,country,sector,aliases\nRed Heron Front,MLX,REB,\n", "utf-8")
    done = codebook(tmp_path, "check", "--json", "--no-warnings")
    assert done.returncode == 1
    (row, *_) = json.loads(done.stdout)
    assert (row["kind"], row["file"], row["line"]) == ("error", str(own / "groups.csv"), 2)
    assert "unknown country 'MLX'" in row["says"]


def test_the_shipped_codebook_has_no_errors_and_its_warnings_say_where(tmp_path: Path) -> None:
    done = codebook(tmp_path, "check", "--json")
    rows = json.loads(done.stdout)
    assert [row for row in rows if row["kind"] == "error"] == []
    assert done.returncode == 0, done.stderr
    assert all((ROOT / row["file"]).is_file() and row["line"] for row in rows)
