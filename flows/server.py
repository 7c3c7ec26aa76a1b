"""The processes of ``daybook up``: a Prefect server, a worker, and the deployments of ``prefect.yaml``.

Prefect is only ever started as processes of its own here, so that to ask where a server is costs no import of it.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.settings import ROOT, Settings, as_environment
from tasks.errors import DaybookError

POOL = "daybook"
DEPLOYMENT = "ingest/every-15-minutes"
START_SECONDS = 180.0  # a busy machine with a fresh database has been seen to need 90
STOP_SECONDS = 15.0


class ServerError(DaybookError):
    """The server, the worker or the deployments could not be started."""


@dataclass(frozen=True, slots=True)
class Running:
    """Where a running ``daybook up`` is."""

    api_url: str
    pid: int  # of ``daybook up`` itself
    children: tuple[int, ...] = ()  # each leads a process group of its own


@dataclass(frozen=True, slots=True)
class Started:
    """The server and the worker that this process started."""

    api_url: str
    processes: tuple[tuple[str, "subprocess.Popen[bytes]"], ...]
    logs: Path

    def check(self) -> None:
        """Raise ``ServerError`` where one of them has ended on its own."""
        for name, process in self.processes:
            if process.poll() is not None:
                raise ServerError(f"the Prefect {name} ended on its own; see {self.logs / name}.log")


def prefect_file() -> Path:
    """``prefect.yaml``: beside the packages in a clone, inside ``flows`` in an installed wheel."""
    in_clone = ROOT / "prefect.yaml"
    return in_clone if in_clone.exists() else ROOT / "flows" / "prefect.yaml"


def prefect_environment(settings: Settings, api_url: str) -> dict[str, str]:
    """The variables under which Prefect keeps to this home, asks nothing and tells nobody."""
    home = settings.up_path.parent / "prefect"
    return {
        **os.environ,
        **as_environment(settings),
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api_url,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home / 'prefect.db'}",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PYTHONUNBUFFERED": "1",
    }


def running(settings: Settings) -> Running | None:
    """The ``daybook up`` that is at work on this home, if there is one and its server answers."""
    noted = _noted(settings.up_path)
    return noted if noted and _alive(noted.pid) and answers(noted.api_url) else None


def answers(api_url: str) -> bool:
    """Whether a Prefect API answers at ``api_url`` within two seconds."""
    return _exists(f"{api_url}/health")


def free_port(wanted: int) -> int:
    """``wanted`` if it is free on 127.0.0.1, else a free one."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            # What a server that just stopped leaves behind does not count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerError("no free port on 127.0.0.1")


@contextmanager
def serving(settings: Settings, port: int) -> Iterator[Started]:
    """Start server, deployments and worker; stop all of them, and their children, at the end."""
    end_leftovers(settings.up_path)
    api_url = f"http://127.0.0.1:{port}/api"
    environment = prefect_environment(settings, api_url)
    logs = settings.up_path.parent / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    processes: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(name: str, arguments: list[str]) -> None:
        processes.append((name, _start(arguments, environment, logs / f"{name}.log")))
        pids = tuple(process.pid for _, process in processes)
        _write(settings.up_path, Running(api_url, os.getpid(), pids))

    try:
        start("server", ["server", "start", "--host", "127.0.0.1", "--port", str(port)])
        _await(lambda: answers(api_url), "server", processes[0][1], logs / "server.log")
        # The worker makes the pool from its own template; `prefect work-pool create` would look one up on the web.
        start("worker", ["worker", "start", "--pool", POOL, "--type", "process", "--install-policy", "never"])
        _await(
            lambda: _exists(f"{api_url}/work_pools/{POOL}"), "worker", processes[1][1], logs / "worker.log"
        )
        _prefect(["deploy", "--all", "--prefect-file", str(prefect_file())], environment)
        yield Started(api_url, tuple(processes), logs)
    finally:
        with _undisturbed():
            for _, process in reversed(processes):
                end_group(process.pid)
                process.wait()
            settings.up_path.unlink(missing_ok=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no second Ctrl-C cut the cleaning up short, which would leave processes behind."""
    kept = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def start_run(settings: Settings, api_url: str) -> None:
    """Ask the server for a run of the ingest deployment now."""
    _prefect(["deployment", "run", DEPLOYMENT], prefect_environment(settings, api_url))


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


def _group_alive(leader: int) -> bool:
    # A leader that has ended but was not waited for still answers to killpg: collect it first.
    with suppress(ChildProcessError):  # already collected, or not ours: the group itself is what counts
        os.waitpid(leader, os.WNOHANG)
    try:
        os.killpg(leader, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _start(arguments: list[str], environment: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "prefect", *arguments],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A group of its own: the terminal's Ctrl-C reaches us alone, and we end the children in order.
            start_new_session=True,
        )


def _exists(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310  (ours, or the user's own setting)
            return bool(reply.status == 200)
    except (OSError, ValueError):
        return False


def _await(ready: Callable[[], bool], name: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None:
            raise ServerError(f"the Prefect {name} ended at once; the end of {log}:\n{_tail(log)}")
        if time.monotonic() > deadline:
            raise ServerError(f"the Prefect {name} was not ready within {START_SECONDS:.0f} s; see {log}")
        time.sleep(0.2)


def _prefect(arguments: list[str], environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
    done = subprocess.run(
        command, env=dict(environment), cwd=prefect_file().parent, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ServerError(
            f"prefect {' '.join(arguments)} failed:\n{(done.stdout + done.stderr).strip()[-2000:]}"
        )


def _tail(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def _write(path: Path, what: Running) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(what)))
    fresh.replace(path)


def _noted(path: Path) -> Running | None:
    try:
        noted = json.loads(path.read_text())
        return Running(str(noted["api_url"]), int(noted["pid"]), tuple(int(pid) for pid in noted["children"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise ServerError(f"{path} is damaged ({error}); delete it if no `daybook up` is at work") from error


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end_leftovers(path: Path, patience: float = STOP_SECONDS) -> None:
    """End what a killed ``daybook up`` left behind; refuse to start beside a living one."""
    noted = _noted(path)
    if noted is None:
        return
    if _alive(noted.pid) and noted.pid != os.getpid():
        raise ServerError(
            f"`daybook up` is already at work on this home (process {noted.pid}, {noted.api_url})"
        )
    for child in noted.children:
        if _is_prefect(child):
            end_group(child, patience)


def _is_prefect(pid: int) -> bool:
    # The number may belong to somebody else by now.
    try:
        return b"prefect" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
