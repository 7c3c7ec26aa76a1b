"""The archive coded anew: what would change is shown, applied only when asked, and a kill costs nothing."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.recoding import recoding_path
from flows.settings import load_settings
from warehouse.db import connect
from warehouse.publish import open_published
from warehouse.recode import compared, open_recoding

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
TABLES = ("event_mentions", "rejected_mentions", "events", "event_versions", "mention_versions")

pytestmark = pytest.mark.slow


def start(home: Path, *command: str, names: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DAYBOOK_PARSER": "none",
        "DAYBOOK_HOME": str(home),
        **({"DAYBOOK_CODEBOOK": str(names)} if names else {}),
    }
    whole = [sys.executable, *command]
    return subprocess.run(whole, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)


def rows(home: Path, question: str) -> list[tuple[Any, ...]]:
    with open_published(load_settings(home, environ={}).for_sample().published_path) as connection:
        return connection.execute(question).fetchall()


def tables(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows(home, f"from {name} order by all") for name in TABLES}


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("coded")
    assert start(home, str(HERE / "killed_run.py"), str(home)).returncode == 0
    return home


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    told = "words,forms,sector,kind,bare\nescaped men,,CRM,collective,yes\n"
    (folder / "roles.csv").write_text(told, encoding="utf-8")
    return folder


@pytest.fixture
def home(coded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(coded, tmp_path / "home"))


@pytest.fixture(scope="module")
def recoded(coded: Path, names: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Path(shutil.copytree(coded, tmp_path_factory.mktemp("recoded") / "home"))
    assert start(home, str(HERE / "killed_recode.py"), str(home), names=names).returncode == 0
    return home


def test_todays_coder_says_what_the_run_said(home: Path) -> None:
    done = start(home, "-m", "flows", "recode", "--sample")
    assert done.returncode == 0, done.stderr
    assert "no mention is other than it was" in done.stdout
    assert "2 articles in languages that cannot be coded yet" in done.stdout


def test_what_would_change_is_shown_and_nothing_is_written(home: Path, names: Path) -> None:
    before = tables(home)
    done = start(home, "-m", "flows", "recode", "--sample", "--json", names=names)
    told = json.loads(done.stdout)
    gained = {one["event_type"]: one["gained"] for one in told["difference"]["types"] if one["gained"]}
    (example,) = told["difference"]["examples"]
    assert gained == {"RETREAT": 1}
    assert (example["kind"], example["after"]["actors"]) == ("gained", ["escaped men"])
    assert "Eleven of the escaped men have given themselves up" in example["evidence"]
    assert told["report"] is None
    assert tables(home) == before
    again = json.loads(start(home, "-m", "flows", "recode", "--sample", "--json", names=names).stdout)
    assert (again["coded"], again["coded_before"]) == (0, told["coded"])
    assert again["difference"] == told["difference"]


def test_a_span_of_time_is_coded_alone(home: Path, names: Path) -> None:
    done = start(home, "-m", "flows", "recode", "--sample", "--json", "--until", "2026-11-10", names=names)
    whole = rows(home, "select count(*) from articles where language = 'en'")[0][0]
    assert 0 < json.loads(done.stdout)["difference"]["articles"] < whole
    wrong = start(home, "-m", "flows", "recode", "--since", "2026-11-12", "--until", "2026-11-01")
    assert (wrong.returncode, "is after --until" in wrong.stderr) == (2, True)


def test_what_is_said_otherwise_is_told_field_by_field(home: Path) -> None:
    assert start(home, "-m", "flows", "recode", "--sample").returncode == 0
    settings = load_settings(home, environ={"DAYBOOK_PARSER": "none"}).for_sample()
    path = recoding_path(settings)
    with open_recoding(path) as recoding:
        recoding.execute(
            "update coded_mentions set modes = ['raid'], killed = 3 where event_type = 'THREATEN'"
        )
    articles = [one for (one,) in rows(home, "select article_id from articles")]
    with open_published(settings.published_path) as published, compared(published, path, articles) as found:
        pass
    kinds = {(one.kind, one.event_type, one.fields) for one in found.examples}
    assert kinds == {("changed", "THREATEN", ("modes", "counts"))}
    assert found.examples[0].after["modes"] == ["raid"]


def test_applied_it_is_current_and_what_was_before_stays(recoded: Path, coded: Path, names: Path) -> None:
    surrenders = "select actor_name, actor_sector from events where list_contains(modes, 'disarm')"
    assert set(rows(recoded, surrenders)) - set(rows(coded, surrenders)) == {("escaped men", "CRM")}
    former = "select event_id, actors from events_asof('2026-11-16 12:00') order by all"
    assert rows(recoded, former) == rows(coded, "select event_id, actors from events order by all")
    assert rows(recoded, "select status, flow from runs order by started_at") == [
        ("ok", "ingest"),
        ("ok", "recode"),
    ]
    # What came out the same is the present codebook's word, and has no version of its own.
    versions = "select count(distinct codebook_version), count(*) > 100 from event_mentions"
    assert rows(recoded, versions) == [(1, True)]
    assert rows(recoded, "select count(*) from mention_versions") == [(0,)]
    again = start(recoded, "-m", "flows", "recode", "--sample", names=names)
    assert "no mention is other than it was" in again.stdout


def test_recoded_back_all_is_as_it_was_and_the_history_says_so(home: Path, names: Path) -> None:
    question = "select * exclude (run_id) from events order by all"
    before = rows(home, question)
    assert start(home, str(HERE / "killed_recode.py"), str(home), names=names).returncode == 0
    assert rows(home, question) != before
    done = start(home, "-m", "flows", "recode", "--sample", "--apply")
    assert "lost RETREAT" in done.stdout
    assert rows(home, question) == before
    assert rows(home, "select distinct retracted_reason from event_versions") == [("recoded",)]


@pytest.mark.parametrize(
    ("stage", "moment"),
    [("code events", "advance"), ("load", "begin"), ("load", "end"), ("publish", "begin")],
)
def test_a_killed_recode_started_again_leaves_the_same_tables(
    stage: str, moment: str, home: Path, names: Path, recoded: Path
) -> None:
    before = tables(home)
    script = str(HERE / "killed_recode.py")
    assert start(home, script, str(home), stage, moment, names=names).returncode == -signal.SIGKILL
    assert tables(home) == before
    done = start(home, script, str(home), names=names)
    assert done.returncode == 0, done.stderr
    assert tables(home) == tables(recoded)
    coded_now, coded_before = map(int, done.stdout.split())
    assert coded_before > 0
    assert coded_now == 0 or stage == "code events"


def test_without_anything_published_it_says_so(tmp_path: Path) -> None:
    done = start(tmp_path, "-m", "flows", "recode")
    assert done.returncode == 1
    assert "nothing has been published yet" in done.stderr


def test_a_recode_that_cannot_be_applied_is_noted_and_changes_nothing(home: Path, names: Path) -> None:
    before = tables(home)
    writer = load_settings(home, environ={}).for_sample().warehouse_path
    with connect(writer) as connection:
        connection.execute("update articles set text = 'other words' where language = 'en'")
    done = start(home, "-m", "flows", "recode", "--sample", "--apply", names=names)
    assert (done.returncode, "span_is_not_evidence" in done.stderr) == (1, True)
    assert tables(home) == before
    with connect(writer, read_only=True) as connection:
        ((flow, status, error),) = connection.execute(
            "select flow, status, error from runs order by started_at desc limit 1"
        ).fetchall()
    assert (flow, status) == ("recode", "failed")
    assert "span_is_not_evidence" in error
