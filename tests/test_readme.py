"""README is tested: its commands run, its questions are answered, its tables are the schema's."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.settings import load_settings
from warehouse.columns import into_readme, render_table
from warehouse.migrate import migrate
from warehouse.publish import open_published
from warehouse.query import run_sql

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETUP = (
    "python3 -m venv .venv && .venv/bin/pip install -q --no-deps -r requirements.lock && "
    ".venv/bin/pip install -q --no-deps --no-build-isolation -e . && "
)


def blocks(language: str) -> list[str]:
    return [block.strip() for block in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)]


def typed(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    assert words[0] == ".venv/bin/daybook"
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DAYBOOK_", "PREFECT_"))
    }
    environment |= {"DAYBOOK_HOME": str(home)}
    here = [sys.executable, "-m", "flows", *words[1:]]
    return subprocess.run(here, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("readme")
    done = typed(blocks("sh")[0].removeprefix(SETUP), made)
    assert done.returncode == 0, done.stderr
    return made


def test_both_commands_do_all_their_set_up() -> None:
    first, _, last = blocks("sh")
    assert first == SETUP + ".venv/bin/daybook run --sample"
    assert last == SETUP + ".venv/bin/python -m tests"


def test_the_first_question_is_answered(home: Path) -> None:
    done = typed(blocks("sh")[1], home)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.strip().splitlines()) == 2 + 10  # the heads and their rule, then ten events


def test_the_other_questions_are_answered(home: Path) -> None:
    with open_published(load_settings(home, environ={}).readable().published_path) as connection:
        for line in blocks("sql")[0].splitlines():
            question = line.split("--")[0]
            assert run_sql(connection, question).rows, f"no answer to: {question}"


def test_every_command_that_is_named_exists(home: Path) -> None:
    named = set(re.findall(r"`daybook ([a-z]+)", README))
    assert {"run", "up", "sql", "feeds", "code", "doctor"} <= named
    for name in sorted(named):
        assert typed(f".venv/bin/daybook {name} --help", home).returncode == 0, name


def test_every_command_is_named() -> None:
    from flows.cli.app import app

    commands = {command.name for command in app.registered_commands} | {
        group.name for group in app.registered_groups
    }
    assert {name for name in commands if f"`daybook {name}" not in README} == set()


def test_the_columns_of_events_are_the_schemas() -> None:
    with duckdb.connect(":memory:") as con:
        migrate(con)
        assert into_readme(README, render_table(con, "events")) == README, "run: python -m warehouse.columns"


@pytest.mark.parametrize("path", re.findall(r"\]\((?!http)([^)#]+)\)|href=\"(?!http)([^\"]+)\"", README))
def test_links_lead_somewhere(path: tuple[str, str]) -> None:
    assert (ROOT / "".join(path)).exists()
