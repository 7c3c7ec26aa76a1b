"""README is tested: its commands run, its questions are answered, its tables are the schema's."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import duckdb
import pytest

from flows.settings import load_settings
from tests.flows.site import served
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


def environment_of(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DAYBOOK_", "PREFECT_"))}
    return kept | {"DAYBOOK_HOME": str(home)}


def typed(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    assert words[0] == ".venv/bin/daybook"
    environment = environment_of(home)
    here = [sys.executable, "-m", "flows", *words[1:]]
    return subprocess.run(here, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def in_a_shell(block: str, folder: Path, **variables: str) -> str:
    """Run a block of commands as a person would in a clone that is ``folder``."""
    command = folder / ".venv" / "bin" / "daybook"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m flows "$@"\n', "utf-8")
    command.chmod(0o755)
    environment = environment_of(folder / "warehouse" / "data") | variables
    shell = ["bash", "-euo", "pipefail", "-c", block]
    done = subprocess.run(shell, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("readme")
    done = typed(blocks("sh")[0].removeprefix(SETUP), made)
    assert done.returncode == 0, done.stderr
    return made


def test_both_commands_do_all_their_set_up() -> None:
    first, *_, last = blocks("sh")
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


def test_the_search_of_the_table_of_commands_finds_something(home: Path) -> None:
    (command,) = re.findall(r"`(daybook search [^`]+)`", README)
    done = typed(f".venv/bin/{command}", home)
    assert (done.returncode, "articles found" in done.stdout) == (0, True), done.stderr


def test_the_event_told_most_often_is_explained(home: Path, tmp_path: Path) -> None:
    (block,) = (block for block in blocks("sh") if "daybook explain" in block)
    said = in_a_shell(block, tmp_path, DAYBOOK_HOME=str(home))
    assert "did what" in said
    assert "independent owner" in said


def test_two_codings_are_reviewed_and_summed_up(home: Path, tmp_path: Path) -> None:
    (block,) = (block for block in blocks("sh") if "daybook review" in block)
    said = in_a_shell(block, tmp_path, DAYBOOK_HOME=str(home))
    assert "2 answers: 1 right, 1 wrong type; stored for me" in said
    assert "Wilson" in said


def test_the_export_of_the_table_of_commands_writes_gdelts_files(home: Path) -> None:
    (command,) = re.findall(r"`(daybook export --[^`]+)`", README)
    done = typed(f".venv/bin/{command}", home)
    assert done.returncode == 0, done.stderr
    assert {path.name.split(".", 1)[1] for path in home.rglob("*.CSV")} == {"export.CSV", "mentions.CSV"}


def test_the_sample_is_replayed_into_another_home(home: Path, tmp_path: Path) -> None:
    (block,) = (block for block in blocks("sh") if "daybook replay" in block)
    said = in_a_shell(block, tmp_path, DAYBOOK_HOME=str(home), DAYBOOK_PARSER="none")
    assert "cannot be replayed" not in said
    assert "AGREE" in said


FEED = """<rss version="2.0"><channel><title>Example News</title><item><title>Border reopens</title>
<link>/a</link><guid>a</guid><pubDate>Thu, 02 May 2024 12:00:00 GMT</pubDate></item></channel></rss>"""


def test_a_feed_is_found_added_and_tried(tmp_path: Path) -> None:
    (block,) = (block for block in blocks("sh") if "feeds discover" in block)
    front = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    with served({"/": (200, front), "/feed.xml": (200, FEED)}) as site:
        here = block.replace("https://news.example.org", site.url(""))
        feeds = tmp_path / "feeds.toml"
        feeds.write_text('# mine\n[[feed]]\nurl = "https://a.example/rss"\n', "utf-8")
        said = in_a_shell(
            here, tmp_path, DAYBOOK_ALLOW_PRIVATE_HOSTS="127.0.0.1", DAYBOOK_FEEDS=str(feeds), COLUMNS="200"
        )
        assert site.url("/feed.xml") in said
    assert '"Example News"' in feeds.read_text("utf-8")
    assert "Example News" in (tmp_path / "feeds.opml").read_text("utf-8")


def test_a_name_of_ones_own_is_checked_tried_and_coded(tmp_path: Path) -> None:
    (block,) = (block for block in blocks("sh") if "codebook check" in block)
    said = in_a_shell(block, tmp_path, COLUMNS="200")
    assert "the codebook is sound" in said
    assert "Red Lantern Front [MLI REB]" in said
    (event,) = json.loads(said.splitlines()[-1])["events"]
    assert [actor["name"] for actor in event["actors"]] == ["Red Lantern Front"]
    assert (event["event_type"], event["place"]["name"], event["event_date"]) == (
        "ASSAULT",
        "Gao",
        "2031-03-03",
    )


def test_the_training_command_is_there() -> None:
    (command,) = re.findall(r"`\.venv/bin/python (-m tasks\.\S+) FOLDER`", README)
    done = subprocess.run(
        [sys.executable, *command.split(), "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "usage" in done.stdout) == (0, True), done.stderr


# The rows of the table of figures, and the floor that a test holds each to.
HELD = {
    "PLOVER's gold records: event type, F1": "plover_type_f1",
    "country of the actor, F1": "plover_source_f1",
    "country of the recipient, F1": "plover_recipient_f1",
    "actor, type and recipient all right, F1": "plover_triple_f1",
    "sector right, where the country is": "plover_sector",
    "passages of news: event type, F1": "passages_type_f1",
    "event type and both sides, F1": "passages_sides_f1",
    "events in the 28 passages that hold none": "passages_false_events",
    "texts written by somebody who had not seen the rules: type, precision": "fresh_type_precision",
    "type, recall": "fresh_type_recall",
}


@pytest.mark.parametrize(("row", "name"), HELD.items())
def test_no_figure_is_better_than_what_tests_hold(row: str, name: str) -> None:
    floors: dict[str, float] = {}
    for file in ("floors.toml", "corpora_floors.toml"):
        floors |= tomllib.loads((ROOT / "tests" / "eval" / file).read_text("utf-8"))
    (told,) = re.findall(rf"^\| {re.escape(row)} \| (\S+) \|", README, re.MULTILINE)
    # Below the floor it may stand for a while: floors rise more often than this page is written.
    assert -0.05 < float(told) - floors[name] < 0.01, f"{row}: the floor is {floors[name]}"


def test_every_figure_is_held() -> None:
    table = README.partition("| measure | Daybook | peer |\n| --- | --- | --- |\n")[2].partition("\n\n")[0]
    assert [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()] == list(HELD)


def test_every_variable_that_is_named_is_read() -> None:
    code = "".join(
        path.read_text("utf-8") for folder in ("flows", "tasks") for path in (ROOT / folder).rglob("*.py")
    )
    named = set(re.findall(r"DAYBOOK_[A-Z_]+", README)) - {"DAYBOOK_CORPORA"}
    assert {name for name in named if f'"{name}"' not in code} == set()


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


@pytest.mark.parametrize(
    "path", re.findall(r"\]\((?!http)([^)#]+)(?:#[^)]*)?\)|href=\"(?!http)([^\"]+)\"", README)
)
def test_links_lead_somewhere(path: tuple[str, str]) -> None:
    assert (ROOT / "".join(path)).exists()
