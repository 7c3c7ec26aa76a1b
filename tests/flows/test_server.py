"""What `daybook up` knows of its processes, without starting Prefect."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from flows import server
from flows.processes import free_port
from flows.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path, environ={})


def note(settings: Settings, *children: int) -> None:
    settings.up_path.write_text(json.dumps({"api_url": "http://127.0.0.1:1/api", "children": children}))


def test_a_port_that_is_taken_is_replaced() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) not in (None, 0, port)
    assert free_port(port) == port


def test_a_server_that_was_not_noted_or_does_not_answer_is_not_running(settings: Settings) -> None:
    assert server.running(settings) is None
    note(settings, os.getpid())
    assert server.running(settings) is None


def test_a_damaged_note_says_what_to_do(settings: Settings) -> None:
    settings.up_path.write_text("{")
    with pytest.raises(server.ServerError, match="delete it if no `daybook up` is at work"):
        server.running(settings)


def test_what_a_killed_up_left_behind_is_ended_before_the_next_one(settings: Settings) -> None:
    stubborn = (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); signal.pause()"
    )
    command = [sys.executable, "-c", stubborn, "prefect"]
    waiting = [sys.executable, "-c", "input()"]
    with (
        subprocess.Popen(waiting, stdin=subprocess.PIPE, start_new_session=True) as innocent,
        subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as left,
    ):
        assert left.stdout is not None
        left.stdout.readline()
        note(settings, left.pid, innocent.pid)
        server.end_leftovers(settings.up_path, patience=0.2)
        with pytest.raises(ProcessLookupError):
            os.kill(left.pid, 0)
        assert innocent.poll() is None, "a process that took over the number is nobody's leftover"
        innocent.communicate(b"\n")
    assert innocent.returncode == 0


def test_a_second_up_is_refused_whatever_numbers_a_file_holds(settings: Settings) -> None:
    note(settings, 1)
    refused = pytest.raises(server.ServerError, match="already at work")
    with FileLock(settings.up_path.with_suffix(".lock")), refused, server.serving(settings, 0):
        pytest.fail("started beside another one")
