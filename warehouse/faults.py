"""What DuckDB and the disk complain of, as one line that says what to do."""

import re
from pathlib import Path

import duckdb

from tasks.errors import WarehouseBusy, WarehouseError

# What an operating system says, however the error reached us, and what a person can do about it.
REMEDIES = (
    (("No space left on device", "Disk quota exceeded"), "the disk is full", "free some space and try again"),
    (
        ("File too large",),
        "the file may not grow any further",
        "raise the limit on the size of files, or use another disk",
    ),
    (
        ("Permission denied", "Read-only file system", "Operation not permitted"),
        "it may not be opened or written here",
        "change its permissions, or choose another home (--home or DAYBOOK_HOME)",
    ),
    (
        ("Not a directory", "File exists"),
        "there is a file where a folder must be",
        "move it away, or choose another home (--home or DAYBOOK_HOME)",
    ),
)


def explained(path: Path, error: duckdb.Error | OSError) -> WarehouseError:
    """The error as one of ours, about the file or folder at ``path``."""
    line = first_line(error)
    if is_locked(error):
        holder = re.search(r"held in (.+?) \(PID (\d+)\)", str(error))
        who = f"process {holder[2]} ({holder[1]})" if holder else "another process"
        return WarehouseBusy(f"{path}: {who} has the warehouse open; try again when it is done, or stop it")
    told = with_remedy(error)
    return _explained_by_message(path, error, line) if told == line else WarehouseError(f"{path}: {told}")


def with_remedy(error: Exception) -> str:
    """The first line of an error; where the disk says no, what that means and what to do about it too."""
    line = first_line(error)
    for signs, what, remedy in REMEDIES:
        if any(sign in line for sign in signs):
            return f"{what}: {remedy} ({line})"
    return line


def is_locked(error: Exception) -> bool:
    """Whether another process holds the file."""
    return "Could not set lock on file" in str(error)


def first_line(error: Exception) -> str:
    """The first line of an error, without the name of its class."""
    text = (error.strerror if isinstance(error, OSError) else str(error)) or repr(error)
    return re.sub(r"^[A-Z][\w ]*? Error: ", "", text.strip().splitlines()[0])


def _explained_by_message(path: Path, error: duckdb.Error | OSError, line: str) -> WarehouseError:
    message = str(error)
    if "different configuration" in message:
        return WarehouseBusy(f"{path}: this process itself has the warehouse open in another way")
    if "not a valid DuckDB database" in message:
        return WarehouseError(
            f"{path}: this is not a DuckDB file; move it away: the next run restores the published copy"
        )
    if "version number" in message:
        return WarehouseError(f"{path}: another version of DuckDB wrote this file: {line}")
    if "Corrupt" in message or "checksum" in message:
        return WarehouseError(f"{path}: the file is damaged ({line}); restore it from a copy")
    if isinstance(error, duckdb.FatalException | duckdb.InternalException):
        return WarehouseError(
            f"{path}: DuckDB had to stop ({line}); try again, and restore the file from a copy if it stays so"
        )
    if isinstance(error, duckdb.CatalogException | duckdb.BinderException):
        # Readers never migrate: right after an upgrade they meet what the version before published.
        return WarehouseError(
            f"{path}: a statement of ours does not fit these tables ({line}): where another version of Daybook made"
            " them, 'daybook run' brings them up to date; else report it"
        )
    if isinstance(error, duckdb.ProgrammingError | duckdb.DataError | duckdb.IntegrityError):
        return WarehouseError(f"{path}: a statement of ours does not fit these tables ({line}); report it")
    return WarehouseError(f"{path}: cannot use the warehouse: {line}")
