"""The published copy: what readers open, never locked by a run and never half-written.

The writer's file is copied whole beside the published one and renamed over it. A reader that has the old copy
open goes on reading it; a process that dies half-way leaves the old copy as it was.
"""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from tasks.errors import NothingPublished, WarehouseBusy, WarehouseError
from warehouse.db import connect, is_there
from warehouse.faults import with_remedy

PARTIAL_SUFFIX = ".partial"
CHECKPOINT_TRIES = 5
READ_ONLY = 0o444


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
    """Open the published copy to read, without waiting; raises ``NothingPublished`` where there is none yet.

    Nobody of ours ever holds the copy: where it is held, somebody opened it for writing, which ends when they say so.
    """
    if not is_there(published):
        raise NothingPublished("nothing has been published yet: type 'daybook run' first")
    with ExitStack() as stack:
        try:
            con = stack.enter_context(connect(published, read_only=True, wait_seconds=0))
        except WarehouseBusy as error:
            raise WarehouseBusy(f"{error} (a published copy is opened with read_only=True)") from error
        except WarehouseError as error:
            log = _log_of(published)
            if not log.exists():
                raise
            raise WarehouseError(
                f"{log}: left by a program that opened the published copy for writing: delete it,"
                " or type 'daybook run', which does that too"
            ) from error
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
    log = _log_of(writer)
    for _ in range(CHECKPOINT_TRIES):
        with connect(writer, wait_seconds=wait_seconds) as con:
            con.execute("CHECKPOINT")
        # Another run may come in between; its log, or its lock, tells.
        with connect(writer, read_only=True, wait_seconds=wait_seconds):
            if not log.exists():
                yield
                return
    raise WarehouseError(f"{writer}: other processes keep writing to the warehouse; it was not published")


def _log_of(database: Path) -> Path:
    return database.with_name(database.name + ".wal")


def _remove_partial_copies(published: Path) -> None:
    for path in published.parent.glob(f".{published.name}.*{PARTIAL_SUFFIX}"):
        path.unlink(missing_ok=True)


def _replace_with_copy(writer: Path, published: Path) -> None:
    descriptor, name = tempfile.mkstemp(PARTIAL_SUFFIX, f".{published.name}.", published.parent)
    os.close(descriptor)
    partial = Path(name)
    try:
        shutil.copyfile(writer, partial)
        # What somebody writes into the copy is lost with the next one, so that nobody may.
        partial.chmod(stat.S_IMODE(writer.stat().st_mode) & READ_ONLY)
        _sync(partial)
        # A log that a program left beside the old copy would be replayed into the new one, or keep it shut.
        _log_of(published).unlink(missing_ok=True)
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
