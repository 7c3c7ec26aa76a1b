"""The ingest as a Prefect flow: the same composition, each stage a task, and artifacts that a person can read."""

from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect import State, flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Cancelled

from flows.artifacts import artifacts_of
from flows.outcome import Outcome
from flows.progress import LogWatch, Watch
from flows.runner import run_stages
from flows.settings import Settings, load_settings
from flows.stages import PLAIN
from tasks.errors import AnotherIngest, IngestError

# Stages give their results in memory: nothing is cached, nothing is stored, no argument is hashed.
_IN_MEMORY: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False, "log_prints": False}

# The policy, in one table. A failing feed is a value and needs no retry here: its next turn comes by its own back-off.
# What is retried is what the machine does to us (no memory, a full disk just freed, the writer's file held for long).
STAGES = replace(
    PLAIN,
    select=task(name="select due feeds", retries=2, retry_delay_seconds=[2, 10], **_IN_MEMORY)(PLAIN.select),
    # It hands on as it goes: a second try would ask again for what was parsed already.
    fetch=task(name="fetch feeds", timeout_seconds=3600, **_IN_MEMORY)(PLAIN.fetch),
    keep=task(name="keep bodies", **_IN_MEMORY)(PLAIN.keep),
    parse=task(name="parse", **_IN_MEMORY)(PLAIN.parse),
    normalise=task(name="normalise", retries=2, retry_delay_seconds=[2, 10], **_IN_MEMORY)(PLAIN.normalise),
    complete=task(name="fetch pages", timeout_seconds=3600, **_IN_MEMORY)(PLAIN.complete),
    deduplicate=task(name="deduplicate", retries=2, retry_delay_seconds=[2, 10], **_IN_MEMORY)(
        PLAIN.deduplicate
    ),
    tell=task(name="tell stories", retries=2, retry_delay_seconds=[2, 10], **_IN_MEMORY)(PLAIN.tell),
    code=task(name="code events", retries=1, retry_delay_seconds=5, **_IN_MEMORY)(PLAIN.code),
    load=task(name="load", retries=3, retry_delay_seconds=[2, 10, 30], **_IN_MEMORY)(PLAIN.load),
    publish=task(name="publish", retries=3, retry_delay_seconds=[2, 10, 30], **_IN_MEMORY)(PLAIN.publish),
)


@dataclass(frozen=True, slots=True)
class _Caller:
    """The settings and the watch of a ``daybook run`` that walks the flow in its own process."""

    settings: Settings
    watch: Watch


_CALLER: ContextVar[_Caller | None] = ContextVar("caller", default=None)


def _run_name() -> str:
    return f"ingest {datetime.now(UTC):%Y-%m-%d %H:%M}"


@flow(
    name="ingest",
    flow_run_name=_run_name,
    persist_result=False,
    timeout_seconds=timedelta(hours=2).total_seconds(),
)
def ingest(only_due: bool = True) -> Outcome | State[Outcome]:
    """Fetch the feeds that are due, code events from their new articles, load and publish them."""
    caller = _CALLER.get()
    settings = caller.settings if caller else load_settings()
    watch = caller.watch if caller else LogWatch(get_run_logger())
    try:
        # The sample's feeds never change: a run on it that polled only what is due would show nothing.
        outcome = run_stages(settings, STAGES, watch, only_due=only_due and not settings.sample)
    except AnotherIngest as busy:
        if caller:
            raise
        # A `daybook run` of the user's own is no failure of the schedule: not red, but said.
        return Cancelled(message=str(busy))
    for artifact in artifacts_of(outcome, settings):
        create_markdown_artifact(
            key=artifact.key, markdown=artifact.markdown, description=artifact.description
        )
    if outcome.run.status == "failed" and not caller:
        raise IngestError(outcome.run.error or "the run failed")
    return outcome


def run_as_flow(settings: Settings, watch: Watch, *, only_due: bool) -> Outcome:
    """Walk the flow in this process, seen by the Prefect API that the environment names."""
    token = _CALLER.set(_Caller(settings, watch))
    try:
        outcome = ingest(only_due=only_due)
        assert isinstance(outcome, Outcome)
        return outcome
    finally:
        _CALLER.reset(token)
