"""The published copy: what readers open, never locked by a run and never half-written.

The writer's file is copied whole beside the published one and renamed over it. A reader that has the old copy
open goes on reading it; a process that dies half-way leaves the old copy as it was.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tasks.errors import NothingPublished, WarehouseError
from warehouse.db import connect, is_there
from warehouse.faults import with_remedy

PARTIAL_SUFFIX = ".partial"
CHECKPOINT_TRIES = 5


def publish(writer: Path, published: Path, wait_seconds: float = 30) -> None:
    """Make ``published`` a copy of ``writer``, at once and whole; the caller has closed the writer's file.

    Raises ``WarehouseBusy`` where another process goes on writing for ``wait_seconds``, ``WarehouseError``
    where the disk says no.
    """
    if not is_there(writer):
        raise WarehouseError(f"{writer}: there is no warehouse here to publish")
    try:
        published.parent.mkdir(parents=True, exist_ok=True)
        with _only_publisher(published.parent), _settled(writer, wait_seconds):
            _remove_partial_copies(published)
            _replace_with_copy(writer, published)
    except OSError as error:
        raise WarehouseError(f"{published}: cannot publish: {with_remedy(error)}") from error


@contextmanager
def open_published(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published copy to read; raises ``NothingPublished`` where there is none yet."""
    if not is_there(published):
        raise NothingPublished("nothing has been published yet: type 'daybook run' first")
    with connect(published, read_only=True) as con:
        yield con


@contextmanager
def _only_publisher(folder: Path) -> Iterator[None]:
    # A lock on the folder leaves no file behind, and the kernel lets go of it when the process dies.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _settled(writer: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the writer's file so that nobody writes to it, with its log folded in."""
    log = writer.with_name(writer.name + ".wal")
    for _ in range(CHECKPOINT_TRIES):
        with connect(writer, wait_seconds=wait_seconds) as con:
            con.execute("CHECKPOINT")
        # Another run may come in between; its log, or its lock, tells.
        with connect(writer, read_only=True, wait_seconds=wait_seconds):
            if not log.exists():
                yield
                return
    raise WarehouseError(f"{writer}: other processes keep writing to the warehouse; it was not published")


def _remove_partial_copies(published: Path) -> None:
    for path in published.parent.glob(f".{published.name}.*{PARTIAL_SUFFIX}"):
        path.unlink(missing_ok=True)


def _replace_with_copy(writer: Path, published: Path) -> None:
    descriptor, name = tempfile.mkstemp(PARTIAL_SUFFIX, f".{published.name}.", published.parent)
    os.close(descriptor)
    partial = Path(name)
    try:
        shutil.copyfile(writer, partial)
        shutil.copymode(writer, partial)
        _sync(partial)
        partial.replace(published)
        _sync(published.parent)
    finally:
        partial.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
