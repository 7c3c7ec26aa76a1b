"""Processes that we own: started in groups of their own, and ended with all their children."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

STOP_SECONDS = 15.0
LARGEST_LOG = 10 * 1024**2  # bytes; a larger one is set aside when its process starts


def free_port(wanted: int) -> int | None:
    """``wanted`` if it is free on 127.0.0.1, else a free one, else ``None``."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            # What a server that just stopped leaves behind does not count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return None


def start_python(
    arguments: list[str], environment: Mapping[str, str], log: Path
) -> "subprocess.Popen[bytes]":
    """Start ``python -m ARGUMENTS`` with its output appended to a log."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A group of its own: the terminal's Ctrl-C reaches us alone, and we end the children in order.
            start_new_session=True,
        )


def end_group(leader: int, patience: float = STOP_SECONDS) -> None:
    """Ask a process group to end, and end it after ``patience`` seconds."""
    for step in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(leader, step)
        except (ProcessLookupError, PermissionError):
            return
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not _group_alive(leader):
                return
            time.sleep(0.05)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no second Ctrl-C cut the cleaning up short, which would leave processes behind."""
    kept = {
        number: signal.signal(number, signal.SIG_IGN)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def runs_module(pid: int, name: str) -> bool:
    """Whether a process is a Python that runs a module of that name; its number may be somebody else's by now."""
    try:
        return name.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def last_lines(log: Path, lines: int = 12) -> str:
    """The end of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def _group_alive(leader: int) -> bool:
    # A leader that has ended but was not waited for still answers to killpg: collect it first.
    with suppress(ChildProcessError):  # already collected, or not ours: the group itself is what counts
        os.waitpid(leader, os.WNOHANG)
    try:
        os.killpg(leader, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
