"""Open the warehouse's file and hold transactions on it."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tasks.errors import WarehouseBusy, WarehouseError
from warehouse.migrate import migrate
from warehouse.transactions import transaction

__all__ = ["connect", "migrate", "transaction"]

FIRST_WAIT_SECONDS = 0.02
LONGEST_WAIT_SECONDS = 0.5


@contextmanager
def connect(
    path: Path, *, read_only: bool = False, wait_seconds: float = 30
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse at ``path``, in UTC, and close it at the end.

    Waits up to ``wait_seconds`` while another process holds the file, then raises ``WarehouseBusy``; raises
    ``WarehouseError`` where the file is missing, damaged or written by a newer DuckDB.
    """
    if read_only and not path.exists():
        raise WarehouseError(f"{path}: there is no warehouse here yet")
    if not read_only:
        _make_folder(path.parent)
    con = _open_waiting(path, read_only, wait_seconds)
    try:
        _set_session(con)
        yield con
    finally:
        con.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(
            f"{folder}: cannot make the folder for the warehouse: {error.strerror}"
        ) from error


def _open_waiting(path: Path, read_only: bool, wait_seconds: float) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + wait_seconds
    pause = FIRST_WAIT_SECONDS
    while True:
        try:
            return duckdb.connect(path, read_only=read_only)
        except duckdb.Error as error:
            left = deadline - time.monotonic()
            if not _is_locked(error) or left <= 0:
                raise _explained(path, error) from error
        time.sleep(min(pause, left))
        pause = min(pause * 2, LONGEST_WAIT_SECONDS)


def _set_session(con: duckdb.DuckDBPyConnection) -> None:
    # A missing extension must end in a sentence, never in a download that nobody asked for.
    con.execute("SET TimeZone = 'UTC'; SET autoinstall_known_extensions = false")


def _is_locked(error: duckdb.Error) -> bool:
    return "Could not set lock on file" in str(error)


def _explained(path: Path, error: duckdb.Error) -> WarehouseError:
    message = str(error)
    if _is_locked(error):
        holder = re.search(r"held in (.+?) \(PID (\d+)\)", message)
        who = f"process {holder[2]} ({holder[1]})" if holder else "another process"
        return WarehouseBusy(f"{path}: {who} has the warehouse open; try again when it is done, or stop it")
    if "different configuration" in message:
        return WarehouseBusy(f"{path}: this process itself has the warehouse open in another way")
    if "not a valid DuckDB database" in message:
        return WarehouseError(f"{path}: this is not a DuckDB file; move it away and run 'daybook run' again")
    if "version number" in message:
        return WarehouseError(f"{path}: another version of DuckDB wrote this file: {first_line(error)}")
    if "Corrupt" in message or "checksum" in message:
        return WarehouseError(f"{path}: the file is damaged ({first_line(error)}); restore it from a copy")
    return WarehouseError(f"{path}: cannot open the warehouse: {first_line(error)}")


def first_line(error: duckdb.Error) -> str:
    """The first line of a DuckDB error, without the name of its class."""
    return re.sub(r"^[A-Z][\w ]*? Error: ", "", str(error).strip().splitlines()[0])
