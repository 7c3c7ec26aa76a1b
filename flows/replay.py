"""Stored bodies run through the pipeline again as a Prefect flow: asked for in the UI, which shows how far it is."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from prefect import flow, get_run_logger
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    update_progress_artifact,
)

from flows.progress import LogWatch
from flows.replay_report import lines_of
from flows.replaying import Replayed, Wish
from flows.replaying import replay as run_replay
from flows.settings import load_settings
from flows.wishes import in_utc, new_run_id

STEP = 5  # percent: every one is a request to the server


class ProgressWatch(LogWatch):
    """A line a stage in the log, and a bar in the UI where it is known how much there is to do."""

    def begin(self, stage: str, total: int | None) -> None:
        """Log what begins, and draw its bar."""
        super().begin(stage, total)
        self._total, self._done, self._shown = total or 0, 0, 0
        self._bar: UUID | None = None
        if total:
            made = create_progress_artifact(0.0, key="replay", description=stage)
            self._bar = made if isinstance(made, UUID) else None

    def advance(self, done: int) -> None:
        """Move the bar, some percent at a time."""
        self._done += done
        percent = 100 * self._done // self._total if self._total else 0
        if self._bar is not None and percent >= self._shown + STEP:
            self._shown = percent
            update_progress_artifact(self._bar, float(percent))
            self._logger.info("%d of %d", self._done, self._total)


@flow(name="replay", persist_result=False)
def replay(since: datetime | None = None, until: datetime | None = None, into: str | None = None) -> Replayed:
    """Replay stored bodies in place, or ``into`` another home; a run that was cut short goes on where it was."""
    now = datetime.now(UTC)
    home = Path(into) if into else None
    wish = Wish(new_run_id(now), now, in_utc(since), in_utc(until), home)
    replayed = run_replay(load_settings(), wish, ProgressWatch(get_run_logger()))
    create_markdown_artifact(
        key="replayed", markdown=page_of(replayed), description="What replaying stored bodies came to"
    )
    return replayed


def page_of(replayed: Replayed) -> str:
    """What it came to, as Markdown."""
    return "\n".join(f"- {line}" for line in lines_of(replayed))
