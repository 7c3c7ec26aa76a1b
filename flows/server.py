"""What ``daybook up`` runs: a Prefect server, a worker, and the deployments of ``prefect.yaml``.

Prefect is only ever started as processes of its own here, so that to ask where a server is costs no import of it.
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from flows.processes import end_group, free_port, last_lines, runs_module, start_python, undisturbed
from flows.settings import ROOT, Settings, as_environment
from tasks.errors import DaybookError

POOL = "daybook"
DEPLOYMENT = "ingest/every-15-minutes"
START_SECONDS = 180.0  # a busy machine with a fresh database has been seen to need 90
MOST_RESTARTS = 5
UNFINISHED = ("RUNNING", "PENDING", "CANCELLING")


class ServerError(DaybookError):
    """The server, the worker or the deployments could not be started."""


@dataclass(frozen=True, slots=True)
class Running:
    """Where a running ``daybook up`` is."""

    api_url: str
    children: tuple[int, ...] = ()  # each leads a process group of its own


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
        # Ninety-six runs a day: what is older than three months is in the warehouse's `runs` all the same.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PYTHONUNBUFFERED": "1",
    }


def running(settings: Settings) -> Running | None:
    """The ``daybook up`` that is at work on this home, if there is one and its server answers."""
    noted = _noted(settings.up_path)
    return noted if noted and answers(noted.api_url) else None


def answers(api_url: str) -> bool:
    """Whether a Prefect API answers at ``api_url`` within two seconds."""
    return _exists(f"{api_url}/health")


class Up:
    """The server and the worker of one ``daybook up``."""

    def __init__(self, settings: Settings, port: int) -> None:
        self.api_url = f"http://127.0.0.1:{port}/api"
        self.logs = settings.up_path.parent / "logs"
        self._settings = settings
        self._environment = prefect_environment(settings, self.api_url)
        self._commands = {
            "server": ["prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
            "worker": [
                "prefect",
                "worker",
                "start",
                "--pool",
                POOL,
                "--type",
                "process",
                "--install-policy",
                "never",
            ],
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._restarts = 0

    def start(self) -> None:
        """Start server, worker and deployments, in the order in which they need each other."""
        self.logs.mkdir(parents=True, exist_ok=True)
        self._start("server", lambda: answers(self.api_url))
        release_unfinished_runs(self.api_url)
        # The worker makes the pool from its own template; `prefect work-pool create` would look one up on the web.
        self._start("worker", lambda: _exists(f"{self.api_url}/work_pools/{POOL}"))
        _prefect(["deploy", "--all", "--prefect-file", str(prefect_file())], self._environment)

    def start_run(self) -> None:
        """Ask for a run of the ingest deployment now."""
        _prefect(["deployment", "run", DEPLOYMENT], self._environment)

    def revive(self) -> str | None:
        """Start again what has ended on its own, and give its name; raises ``ServerError`` when that goes on."""
        ended = next((name for name, process in self._processes.items() if process.poll() is not None), None)
        if ended is None:
            return None
        self._restarts += 1
        if self._restarts > MOST_RESTARTS:
            raise ServerError(f"the Prefect {ended} ends again and again; see {self._log(ended)}")
        end_group(self._processes[ended].pid)
        self._start(ended, lambda: answers(self.api_url))
        return ended

    def stop(self) -> None:
        """End the worker, then the server, with all their children."""
        for process in reversed(self._processes.values()):
            end_group(process.pid)
            process.wait()

    def _start(self, name: str, ready: Callable[[], bool]) -> None:
        process = start_python(self._commands[name], self._environment, self._log(name))
        self._processes[name] = process
        _write(
            self._settings.up_path, Running(self.api_url, tuple(one.pid for one in self._processes.values()))
        )
        deadline = time.monotonic() + START_SECONDS
        while not ready():
            if process.poll() is not None:
                raise ServerError(f"the Prefect {name} ended at once:\n{last_lines(self._log(name))}")
            if time.monotonic() > deadline:
                raise ServerError(
                    f"the Prefect {name} was not ready within {START_SECONDS:.0f} s; see {self._log(name)}"
                )
            time.sleep(0.2)

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


@contextmanager
def serving(settings: Settings, wanted_port: int) -> Iterator[Up]:
    """Be the one ``daybook up`` of a home; stop all of it, and its children, at the end."""
    settings.up_path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # The kernel drops the lock with its holder: a number in a file may be somebody else's after a power cut.
        with FileLock(settings.up_path.with_suffix(".lock"), timeout=0):
            yield from _serving(settings, wanted_port)
    except Timeout as error:
        raise ServerError(f"`daybook up` is already at work on {settings.up_path.parent}") from error


def _serving(settings: Settings, wanted_port: int) -> Iterator[Up]:
    end_leftovers(settings.up_path)
    port = free_port(wanted_port)
    if port is None:
        raise ServerError("no free port on 127.0.0.1")
    up = Up(settings, port)
    try:
        up.start()
        yield up
    finally:
        with undisturbed():
            up.stop()
            settings.up_path.unlink(missing_ok=True)


def release_unfinished_runs(api_url: str) -> int:
    """Mark as crashed what the last server left unfinished, and say how many.

    No process works on them any more, and each would hold the deployment's one slot for ever: every run of the
    schedule would be cancelled, in silence.
    """
    wanted = {"flow_runs": {"state": {"type": {"any_": list(UNFINISHED)}}}}
    left: list[dict[str, Any]] = _ask(f"{api_url}/flow_runs/filter", wanted)
    state = {
        "type": "CRASHED",
        "name": "Crashed",
        "message": "daybook up was stopped while this run was at work",
    }
    for run in left:
        _ask(f"{api_url}/flow_runs/{run['id']}/set_state", {"state": state, "force": True})
    return len(left)


def end_leftovers(path: Path, patience: float = 15.0) -> None:
    """End what a killed ``daybook up`` left behind."""
    noted = _noted(path)
    for child in noted.children if noted else ():
        if runs_module(child, "prefect"):
            end_group(child, patience)


def _ask(url: str, body: Mapping[str, Any]) -> Any:
    data, kind = json.dumps(body).encode(), {"Content-Type": "application/json"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, kind), timeout=30) as reply:  # noqa: S310
            return json.load(reply)
    except (OSError, ValueError) as error:
        raise ServerError(f"the Prefect server did not do as asked ({url}): {error}") from error


def _exists(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310  (ours, or the user's own setting)
            return bool(reply.status == 200)
    except (OSError, ValueError):
        return False


def _prefect(arguments: list[str], environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
    folder = prefect_file().parent
    done = subprocess.run(
        command, env=dict(environment), cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-2000:]
        raise ServerError(f"prefect {' '.join(arguments)} failed:\n{said}")


def _write(path: Path, what: Running) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(what)))
    fresh.replace(path)


def _noted(path: Path) -> Running | None:
    try:
        noted = json.loads(path.read_text())
        return Running(str(noted["api_url"]), tuple(int(pid) for pid in noted["children"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise ServerError(f"{path} is damaged ({error}); delete it if no `daybook up` is at work") from error
