"""Who watches a run: nobody, a person at a terminal, or a log."""

import logging
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class Watch(Protocol):
    """Is told what a run does, as it does it."""

    def begin(self, stage: str, total: int | None) -> None:
        """A stage begins; ``total`` is how many things it has to do, where that is known."""

    def advance(self, done: int) -> None:
        """So many more things of the stage are done."""

    def end(self, stage: str, seconds: float) -> None:
        """The stage ended."""


class Unwatched:
    """Tells nobody."""

    def begin(self, stage: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, done: int) -> None:
        """Say nothing."""

    def end(self, stage: str, seconds: float) -> None:
        """Say nothing."""


class LogWatch:
    """One line a stage in a log, e.g. the run's log in the Prefect UI."""

    def __init__(self, logger: "logging.Logger | logging.LoggerAdapter[logging.Logger]") -> None:
        self._logger = logger

    def begin(self, stage: str, total: int | None) -> None:
        """Log what begins."""
        self._logger.info("%s%s", stage, "" if total is None else f" ({total})")

    def advance(self, done: int) -> None:
        """Say nothing: one line a stage is enough."""

    def end(self, stage: str, seconds: float) -> None:
        """Log how long it took."""
        self._logger.info("%s done in %.1f s", stage, seconds)


class TerminalWatch:
    """A progress bar a stage; a context manager, since it takes over the terminal's last lines."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(finished_text="[green]✓"),
            TextColumn("{task.description:<22}"),
            BarColumn(bar_width=28),
            TextColumn("{task.fields[counted]:>9}"),
            TimeElapsedColumn(),
            console=console,
            transient=False,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> "TerminalWatch":
        """Start to draw."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop to draw."""
        self._progress.stop()

    def begin(self, stage: str, total: int | None) -> None:
        """Add the stage's bar."""
        counted = "" if total is None else f"0/{total}"
        self._task = self._progress.add_task(stage, total=total, counted=counted)

    def advance(self, done: int) -> None:
        """Move the bar."""
        if self._task is not None:
            task = self._progress.tasks[self._task]
            counted = f"{task.completed + done:.0f}/{task.total:.0f}" if task.total is not None else ""
            self._progress.update(self._task, advance=done, counted=counted)

    def end(self, stage: str, seconds: float) -> None:
        """Fill the bar, also where the total was not known or not reached."""
        if self._task is not None:
            self._progress.update(self._task, total=1, completed=1)
