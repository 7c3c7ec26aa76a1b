"""Bodies as they came over the wire: each stored once, in a file named by its hash, so that a span of time can be
replayed without a network.

The ledger (``fetches.body_hash``) says which exchange brought which body; the files are plain zstd, below two letters
of their hash. They lie beside the warehouse and not in it: most are never read again, and the readers' copy is
written anew with every run.
"""

import hashlib
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa

from tasks.errors import WarehouseError
from tasks.records import FetchResult

CODEC, LEVEL, SUFFIX = "zstd", 3, ".zst"
UNFINISHED = ".part"
SWEPT = ".swept"  # its age is that of the last sweep
SWEEP_EVERY = timedelta(days=1)


def keep_bodies(folder: Path, results: Iterable[FetchResult]) -> int:
    """Store the bodies of exchanges that are not stored yet and give how many these were.

    One that is there already counts as kept anew from ``fetched_at``. Raises ``WarehouseError`` where the disk
    does not take it.
    """
    codec = pa.Codec(CODEC, compression_level=LEVEL)
    try:
        return sum(_keep(folder, result, codec) for result in results if result.body is not None)
    except OSError as error:
        raise WarehouseError(
            f"{folder}: bodies cannot be kept ({error.strerror or error}); make room, or set DAYBOOK_KEEP_BODIES=none"
        ) from error


def read_body(folder: Path, body_hash: str) -> bytes | None:
    """Give a stored body, or None where it is not kept (any longer); raises ``WarehouseError`` for a damaged one."""
    path = _path(folder, body_hash)
    try:
        with pa.OSFile(str(path)) as packed, pa.CompressedInputStream(packed, CODEC) as stream:
            body: bytes = stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WarehouseError(f"{path}: cannot be read ({error}); delete it to go on without it") from error
    if hashlib.sha256(body).hexdigest() != body_hash:
        raise WarehouseError(f"{path}: is damaged (its hash is another); delete it to go on without it")
    return body


def is_kept(folder: Path, body_hash: str) -> bool:
    """Whether a body is (still) stored."""
    return _path(folder, body_hash).exists()


def forget_bodies(folder: Path, now: datetime, days: int) -> int:
    """Delete the bodies last fetched over ``days`` days before ``now``, and give how many; looks once a day."""
    mark = folder / SWEPT
    if not folder.exists() or (mark.exists() and mark.stat().st_mtime > (now - SWEEP_EVERY).timestamp()):
        return 0
    oldest, forgotten = (now - timedelta(days=days)).timestamp(), 0
    for path in folder.glob("??/*"):
        # What a killed run left unfinished is of no use, whatever its age.
        if path.suffix == UNFINISHED or path.stat().st_mtime < oldest:
            path.unlink()
            forgotten += path.suffix == SUFFIX
    mark.touch()
    _dated(mark, now)
    return forgotten


def _keep(folder: Path, result: FetchResult, codec: "pa.Codec") -> bool:
    body = result.body or b""
    path = _path(folder, result.body_hash or hashlib.sha256(body).hexdigest())
    is_new = not path.exists()
    if is_new:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(UNFINISHED)
        unfinished.write_bytes(codec.compress(body, asbytes=True))
        unfinished.replace(path)
    _dated(path, result.fetched_at)
    return is_new


def _path(folder: Path, body_hash: str) -> Path:
    return folder / body_hash[:2] / f"{body_hash}{SUFFIX}"


def _dated(path: Path, moment: datetime) -> None:
    # By the run's clock, not the file system's: a run that is replayed must keep what the first one kept.
    os.utime(path, (moment.timestamp(), moment.timestamp()))
