"""Open the warehouse's file."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tasks.errors import WarehouseError
from warehouse.faults import explained, is_locked

FIRST_WAIT_SECONDS = 0.02
LONGEST_WAIT_SECONDS = 0.5


@contextmanager
def connect(
    path: Path, *, read_only: bool = False, wait_seconds: float = 30
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse at ``path``, in UTC, and close it at the end.

    Waits up to ``wait_seconds`` while another process holds the file, then raises ``WarehouseBusy``; raises
    ``WarehouseError`` where the file is missing, damaged or written by a newer DuckDB, and for whatever DuckDB
    complains of within the block.
    """
    if read_only and not is_there(path):
        raise WarehouseError(f"{path}: there is no warehouse here yet")
    if not read_only:
        _make_folder(path.parent)
    con = _open_waiting(path, read_only, wait_seconds)
    try:
        _set_session(con)
        yield con
    except duckdb.Error as error:
        raise explained(path, error) from error
    finally:
        con.close()


def is_there(path: Path) -> bool:
    """Whether there is a file; raises ``WarehouseError`` where that may not be known."""
    try:
        return path.exists()
    except OSError as error:
        raise explained(path, error) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(folder, error) from error


def _open_waiting(path: Path, read_only: bool, wait_seconds: float) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + wait_seconds
    pause = FIRST_WAIT_SECONDS
    while True:
        try:
            return duckdb.connect(path, read_only=read_only)
        except duckdb.Error as error:
            left = deadline - time.monotonic()
            if not is_locked(error) or left <= 0:
                raise explained(path, error) from error
        time.sleep(min(pause, left))
        pause = min(pause * 2, LONGEST_WAIT_SECONDS)


def _set_session(con: duckdb.DuckDBPyConnection) -> None:
    # A missing extension must end in a sentence, never in a download that nobody asked for.
    con.execute("SET TimeZone = 'UTC'; SET autoinstall_known_extensions = false")
