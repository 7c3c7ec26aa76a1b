"""Nobody asks a feed that another process is asking, and nothing is left behind by one that was killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.test_cli import ROOT, daybook
from tests.tasks import badserver
from tests.tasks.badserver import Handler, Server, serving

WAIT_SECONDS = 120.0  # for a process to start, on a busy machine


@pytest.fixture
def asked() -> threading.Event:
    """Set once somebody asks ``/slow``."""
    return threading.Event()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, asked: threading.Event) -> Iterator[Server]:
    def slow(handler: Handler) -> None:
        asked.set()
        handler.server.release.wait()
        handler.answer()

    monkeypatch.setitem(badserver.PATHS, "/slow", slow)
    with serving() as started:
        yield started


def given(server: Server, folder: Path) -> dict[str, str]:
    feeds = folder / "feeds.toml"
    feeds.write_text(f'[[feed]]\nid = "slow"\nurl = "{server.base}/slow"\nfull_text = false\n')
    local = {"DAYBOOK_ALLOW_PRIVATE_HOSTS": "127.0.0.1", "DAYBOOK_WORKERS": "1"}
    return {**local, "DAYBOOK_FEEDS": str(feeds), "DAYBOOK_HOME": str(folder / "home")}


def begun(command: tuple[str, ...], variables: dict[str, str]) -> subprocess.Popen[bytes]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    return subprocess.Popen(
        [sys.executable, "-m", "flows", *command],
        env=environment | variables,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("first", [("run", "--direct"), ("feeds", "check")])
def test_who_comes_second_asks_nothing_and_says_so(
    first: tuple[str, ...], server: Server, asked: threading.Event, tmp_path: Path
) -> None:
    variables = given(server, tmp_path)
    process = begun(first, variables)
    try:
        assert asked.wait(WAIT_SECONDS)
        for second in (("run", "--direct"), ("feeds", "check"), ("feeds", "check", "slow")):
            done = daybook(tmp_path / "home", *second, **variables)
            assert (done.returncode, done.stderr.count("another ingest is at work")) == (1, 1), done.stderr
        of_no_list = daybook(tmp_path / "home", "feeds", "check", f"{server.base}/feed", **variables)
        assert of_no_list.returncode == 0, of_no_list.stderr
    finally:
        server.release.set()
        assert process.wait(WAIT_SECONDS) == 0
    assert [path for path, _ in server.asked] == ["/slow", "/feed"]


def test_a_killed_run_holds_nobody_up(server: Server, asked: threading.Event, tmp_path: Path) -> None:
    variables = given(server, tmp_path)
    process = begun(("run", "--direct"), variables)
    assert asked.wait(WAIT_SECONDS)
    process.kill()
    assert process.wait(WAIT_SECONDS) == -signal.SIGKILL
    server.release.set()
    done = daybook(tmp_path / "home", "feeds", "check", "slow", "slow", f"{server.base}/slow", **variables)
    assert done.returncode == 0, done.stderr
    assert [path for path, _ in server.asked] == ["/slow", "/slow"]
