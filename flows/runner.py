"""One ingest now: in this process at once, or as a flow run where a Prefect API is there to see it."""

import atexit
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from flows import server
from flows.outcome import Outcome
from flows.pipeline import Order, ingest
from flows.progress import Watch
from flows.settings import Settings, as_environment
from flows.stages import Stages
from flows.wishes import new_run_id
from tasks.errors import AnotherIngest, ConfigError, IngestError
from tasks.records import FeedRegistry


def run_now(settings: Settings, watch: Watch, *, only_due: bool, direct: bool) -> Outcome:
    """Run one ingest; through Prefect where its API is configured or ``daybook up`` is at work, unless ``direct``."""
    from flows.stages import PLAIN

    _make_home(settings)
    api_url = None if direct else prefect_api(settings)
    if api_url is None:
        return run_stages(settings, PLAIN, watch, only_due=only_due)
    if not server.answers(api_url):
        raise IngestError(
            f"PREFECT_API_URL does not answer ({api_url}); start that server, or run with --direct"
        )
    configured = "PREFECT_API_URL" in os.environ
    # A server of the user's own keeps its own profile, home and database.
    variables = as_environment(settings) if configured else server.prefect_environment(settings, api_url)
    os.environ.update(variables)
    # Our own progress and our own errors are on the terminal; the run's log is in the UI.
    os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "CRITICAL"
    atexit.register(_hush)
    from flows.ingest import run_as_flow

    return run_as_flow(settings, watch, only_due=only_due)


def _hush() -> None:
    # Prefect's threads keep DuckDB's types alive to the very end, and DuckDB's binding then lists each as a leak.
    # Registered before Prefect's own handlers, this runs after them: whatever they have to say was said.
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def prefect_api(settings: Settings) -> str | None:
    """The API that should see this run: the configured one, or that of ``daybook up``."""
    if configured := os.environ.get("PREFECT_API_URL"):
        return configured
    up = server.running(settings)
    return up.api_url if up else None


def run_stages(settings: Settings, stages: Stages, watch: Watch, *, only_due: bool) -> Outcome:
    """Walk the stages once; the clock is read and the run's id is made here and nowhere below."""
    now = datetime.now(UTC)
    with only_one(settings), _feeds(settings) as registry:
        order = Order(settings, registry, new_run_id(now), now, only_due)
        return ingest(order, stages, watch)


def _make_home(settings: Settings) -> None:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        settings.lock_path.touch()
    except OSError as error:
        problem = f"cannot be Daybook's home ({error.strerror}); choose another with --home or DAYBOOK_HOME"
        raise ConfigError(problem, settings.home) from error


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Be the one that asks a home's feeds, an ingest or a check; the kernel drops the lock when its holder dies."""
    _make_home(settings)
    try:
        with FileLock(settings.lock_path, timeout=0):
            yield
    except Timeout as error:
        raise AnotherIngest(
            f"another ingest is at work on {settings.home}, or feeds are checked; wait until it has ended"
        ) from error


@contextmanager
def _feeds(settings: Settings) -> Iterator[FeedRegistry]:
    if not settings.sample:
        yield settings.registry()
        return
    from flows.sample.serve import serve_sample

    with serve_sample() as site:
        yield site.registry
