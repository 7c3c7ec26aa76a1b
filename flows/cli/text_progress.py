"""How far a long coding is, for a person who watches it in a terminal."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def watched(texts: TextIO, output: TextIO) -> Iterator[Callable[[], None]]:
    """Give what is to be called for each text that is done.

    Shows texts, texts a second and the share of the bytes read on standard error, where that is a terminal that the
    output does not go to.
    """
    if not sys.stderr.isatty() or output.isatty():
        yield lambda: None
        return
    progress = Progress(
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("coding"),
        BarColumn(bar_width=28),
        TextColumn("{task.fields[said]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    with progress:
        yield _Counter(progress, texts).one_more


class _Counter:
    """Counts texts, and looks how far the file is read."""

    def __init__(self, progress: Progress, texts: TextIO) -> None:
        self._progress, self._texts = progress, texts
        self._size = _size(texts)
        self._task = progress.add_task("coding", total=self._size, said="")
        self._done = 0

    def one_more(self) -> None:
        """One more text is coded."""
        self._done += 1
        seconds = self._progress.tasks[self._task].elapsed or 0.0
        rate = f"{self._done / seconds:,.1f} texts/s" if seconds else ""
        read = self._texts.buffer.tell() if self._size else 0
        share = f"{min(1.0, read / self._size):4.0%}  " if self._size else ""
        self._progress.update(self._task, completed=read, said=f"{share}{self._done:,} texts  {rate}")


def _size(texts: TextIO) -> int | None:
    """Bytes of the file that is read; None for a pipe, which does not tell."""
    status = os.fstat(texts.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None
