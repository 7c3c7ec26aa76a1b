"""``daybook up`` whole: server, deployment, worker, a finished run with its artifacts, and nothing left behind."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240.0

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DAYBOOK_", "PREFECT_"))}
    return kept | {"DAYBOOK_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def ask(api: str, path: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{api}/{path}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as reply:
        return json.load(reply)


def eventually(condition: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.25)
    raise AssertionError(f"{what} did not happen within {PATIENCE:.0f} s")


def processes_with(home: Path) -> dict[int, str]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(home).encode() in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue  # It ended while we looked.
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("up")


@contextmanager
def started(home: Path) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    command = [sys.executable, "-m", "flows", "up", "--sample"]
    with subprocess.Popen(
        command, env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "first ingest" in line:
                break
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address, said
        yield process, f"{address.group()}/api"
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)


@pytest.fixture(scope="module")
def up(home: Path) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    with started(home) as running:
        yield running


def finished_runs(api: str) -> list[dict[str, Any]]:
    runs = ask(api, "flow_runs/filter", {"sort": "END_TIME_DESC"})
    return [run for run in runs if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED")]


def test_the_first_run_completes_and_leaves_pages_to_read(
    up: "tuple[subprocess.Popen[str], str]", home: Path
) -> None:
    _, api = up
    (run, *_) = eventually(lambda: finished_runs(api), "a finished run")
    assert run["state_type"] == "COMPLETED", run["state"]
    assert run["deployment_id"]
    deployments = {one["name"]: one for one in ask(api, "deployments/filter", {})}
    deployment = deployments["every-15-minutes"]
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert [one["schedule"]["interval"] for one in deployment["schedules"]] == [900]
    artifacts = {one["key"]: one["data"] for one in ask(api, "artifacts/filter", {})}
    assert set(artifacts) == {"what-the-run-did", "feeds-that-failed", "newest-events"}
    assert "| fetch feeds |" in artifacts["what-the-run-did"]
    assert "rules hold for what this run wrote" in artifacts["what-the-run-did"]
    assert "ASSAULT" in artifacts["newest-events"]
    # Few, coarse tasks: one a batch or a chunk, never one a feed or an article.
    assert 10 <= len(ask(api, "task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})) <= 13


def test_a_run_from_the_command_line_is_seen_by_the_server(
    up: "tuple[subprocess.Popen[str], str]", home: Path
) -> None:
    _, api = up
    eventually(lambda: finished_runs(api), "a finished run")
    before = len(finished_runs(api))
    done = subprocess.run(
        [sys.executable, "-m", "flows", "run", "--sample"],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "unchanged" in done.stdout
    assert len(eventually(lambda: finished_runs(api)[before:], "the run in the server")) == 1


def test_questions_are_answered_meanwhile(up: "tuple[subprocess.Popen[str], str]", home: Path) -> None:
    command = [sys.executable, "-m", "flows", "sql", "--json", "select count(*) as n from events"]
    done = subprocess.run(
        command, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)[0]["n"] > 0


def test_a_second_up_on_the_same_home_is_refused(up: "tuple[subprocess.Popen[str], str]", home: Path) -> None:
    command = [sys.executable, "-m", "flows", "up", "--sample"]
    done = subprocess.run(
        command, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "already at work" in done.stderr


def test_ctrl_c_stops_all_of_it(up: "tuple[subprocess.Popen[str], str]", home: Path) -> None:
    process, _ = up
    assert processes_with(home)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert processes_with(home) == {}
    assert not (home / "up.json").exists()


def test_after_a_power_cut_in_the_middle_of_a_run_the_schedule_goes_on(tmp_path: Path) -> None:
    with started(tmp_path) as (_, api):
        at_work = {"flow_runs": {"state": {"type": {"any_": ["RUNNING"]}}}}
        eventually(lambda: ask(api, "flow_runs/filter", at_work), "a run at work")
        for pid in processes_with(tmp_path):
            os.kill(pid, signal.SIGKILL)
    with started(tmp_path) as (_, api):
        runs = eventually(
            lambda: [run for run in finished_runs(api) if run["state_type"] == "COMPLETED"], "a run"
        )
        assert runs[0]["state_name"] == "Completed"
    assert processes_with(tmp_path) == {}
