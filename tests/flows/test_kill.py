"""Killed with SIGKILL at each stage and started again, a run leaves the tables that an undisturbed run leaves."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.settings import load_settings
from warehouse.db import connect

SCRIPT = Path(__file__).with_name("killed_run.py")
ROOT = Path(__file__).resolve().parents[2]
TABLES = (
    "feeds",
    "entries",
    "articles",
    "stories",
    "event_mentions",
    "rejected_mentions",
    "events",
)
STAGES = (
    "select due feeds",
    "fetch feeds",
    "parse",
    "normalise",
    "fetch pages",
    "deduplicate",
    "tell stories",
    "code events",
    "load",
    "publish",
)


def run(home: Path, *where: str) -> int:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(SCRIPT), str(home), *where]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).returncode


def tables(home: Path, without: str = "^$") -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables, but for the columns whose names match."""
    published = load_settings(home, environ={}).for_sample().published_path
    question = "select columns(lambda name: not regexp_matches(name, '{}')) from {} order by all"
    with connect(published, read_only=True) as connection:
        return {name: connection.execute(question.format(without, name)).fetchall() for name in TABLES}


@pytest.fixture(scope="module")
def undisturbed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("undisturbed")
    assert run(home) == 0
    return home


@pytest.fixture(scope="module")
def undisturbed(undisturbed_home: Path) -> dict[str, list[tuple[object, ...]]]:
    found = tables(undisturbed_home)
    assert found["events"], "the comparison needs events to compare"
    return found


@pytest.mark.parametrize("moment", ["begin", "end"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_run_started_again_leaves_the_same_tables(
    stage: str, moment: str, undisturbed: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    assert run(tmp_path, stage, moment) == -signal.SIGKILL
    assert run(tmp_path) == 0
    assert tables(tmp_path) == undisturbed


def test_an_hour_later_another_run_makes_good_what_the_killed_one_left(tmp_path: Path) -> None:
    of_the_run = "^(run_id|(first_seen|last_ok|next_due|last_seen|polled|body|last_new)_at)$"
    assert run(tmp_path / "undisturbed") == 0
    killed = tmp_path / "killed"
    assert run(killed, "load", "begin", "first", "0", "2") == -signal.SIGKILL
    assert run(killed, "", "", "second", "1", "2") == 0
    assert tables(killed, of_the_run) == tables(tmp_path / "undisturbed", of_the_run)


@pytest.mark.parametrize(("stage", "moment"), [("load", "begin"), ("publish", "begin")])
def test_readers_keep_what_was_published_before_the_killed_run(
    stage: str,
    moment: str,
    undisturbed_home: Path,
    undisturbed: dict[str, list[tuple[object, ...]]],
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    shutil.copytree(undisturbed_home, home)
    assert run(home, stage, moment, "second", "1") == -signal.SIGKILL
    assert tables(home) == undisturbed


def test_a_second_run_changes_no_table(
    undisturbed: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    assert run(tmp_path) == 0
    assert run(tmp_path) == 0
    assert tables(tmp_path) == undisturbed
