"""The user's own names, roles and triggers, read beside the shipped ones.

A folder of CSV files with the columns of the shipped ones and of TOML files with frames (see codebook/README.md):
the one that ``DAYBOOK_CODEBOOK`` names, else ``codebook`` in ``DAYBOOK_HOME`` where there is one. The environment
tells, because it reaches the processes that code.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tasks.errors import ConfigError
from tasks.extract.codebook_rows import Row, read_rows

OWN_TABLES = (
    "groups.csv",
    "guards.csv",
    "leaders.csv",
    "organisations.csv",
    "regions.csv",
    "roles.csv",
    "territories.csv",
)


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """A folder of own codebook files, and eight hex digits that change with their content."""

    folder: Path
    digest: str

    def triggers(self) -> list[Path]:
        """The files of frames, in order of their names."""
        return sorted(self.folder.glob("*.toml"))


@cache
def own_codebook() -> OwnFiles | None:
    """The user's own files as the environment names them, looked up once a process; None where there are none."""
    return find_own(os.environ)


def find_own(environ: Mapping[str, str]) -> OwnFiles | None:
    """The own files that these variables name; ConfigError where the named folder is missing."""
    named, home = environ.get("DAYBOOK_CODEBOOK"), environ.get("DAYBOOK_HOME")
    if named:
        folder = Path(named).expanduser()
        if not folder.is_dir():
            raise ConfigError("DAYBOOK_CODEBOOK must name a folder; there is none here", folder)
        return read_own(folder)
    beside = Path(home).expanduser() / "codebook" if home else None
    return read_own(beside) if beside is not None and beside.is_dir() else None


def read_own(folder: Path) -> OwnFiles | None:
    """The own files of a folder, None where it has none; ConfigError for a table that Daybook does not read."""
    files = sorted([*folder.glob("*.csv"), *folder.glob("*.toml")])
    for path in files:
        if path.suffix == ".csv" and path.name not in OWN_TABLES:
            raise ConfigError(f"no table of the codebook; they are {', '.join(OWN_TABLES)}", path)
    if not files:
        return None
    content = hashlib.sha256()
    for path in files:
        content.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return OwnFiles(folder, content.hexdigest()[:8])


def rows_of(folder: Path, own: OwnFiles | None, table: str, columns: str) -> Iterator[Row]:
    """The rows of a shipped table, and behind them the user's own."""
    yield from read_rows(folder / table, columns)
    if own is not None and table in OWN_TABLES and (own.folder / table).is_file():
        yield from read_rows(own.folder / table, columns)
