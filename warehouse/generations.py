"""The files of earlier publications: kept for as long as somebody may read them, then removed.

Every publication's catalog has a second name in a folder of its own. DuckDB locks the file that it reads, so that the
lock tells, for any reader on this machine, whether a catalog that has been replaced is still open somewhere.
"""

import fcntl
import json
from collections.abc import Iterable
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path

from warehouse.units import PublishedFile, Unit

TABLES, CATALOGS = "tables", ".catalogs"
LIST = ".json"
KEEP_SECONDS = 600  # for who has asked where the files are, and is about to open them


def second_name(folder: Path, generation: int) -> Path:
    """Where the catalog of a publication is found after the next one has replaced it."""
    return folder / CATALOGS / f"{generation:010}.duckdb"


def write_files(catalog: Path, files: Iterable[PublishedFile]) -> Path:
    """Keep the list of a catalog's files beside its second name, where no lock keeps it shut; the list's path."""
    listed = catalog.with_suffix(LIST)
    listed.write_text(json.dumps([astuple(one) for one in files]), encoding="utf-8")
    return listed


def read_files(catalog: Path) -> tuple[PublishedFile, ...]:
    """The files of the catalog with this second name; raises ``OSError`` or ``ValueError`` where it has no list."""
    rows = json.loads(catalog.with_suffix(LIST).read_text(encoding="utf-8"))
    return tuple(PublishedFile(Unit(*unit), file, size) for unit, file, size in rows)


def newest(folder: Path) -> int:
    """The number of the last publication in ``folder``; 0 where there is none."""
    return max((int(path.stem) for path in (folder / CATALOGS).glob("*.duckdb")), default=0)


def remove_unread(folder: Path, keep_seconds: float) -> None:
    """Remove the catalogs that were replaced and that nobody reads any more, and every file that no other one names.

    A catalog counts as read for ``keep_seconds`` after the one that replaced it was published.
    """
    catalogs = sorted((folder / CATALOGS).glob("*.duckdb"))
    kept = catalogs[-1:]
    for catalog, successor in pairwise(catalogs):
        if kept[0].stat().st_mtime - successor.stat().st_mtime < keep_seconds or _is_open(catalog):
            kept.append(catalog)
        else:
            catalog.unlink(missing_ok=True)
            catalog.with_suffix(LIST).unlink(missing_ok=True)
    named = {one.file for catalog in kept for one in read_files(catalog)}
    _remove_but(folder / TABLES, named, folder)


def _is_open(catalog: Path) -> bool:
    # Nobody opens it by this name, so that its mode is ours to change; a lock to write needs a file open to write.
    try:
        catalog.chmod(0o600)
        with catalog.open("rb+") as opened:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


def _remove_but(tables: Path, named: set[str], folder: Path) -> None:
    for path in tables.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in named:
            path.unlink(missing_ok=True)
    for path in sorted(tables.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
