"""Bring a lost warehouse back from the copy that was published of it."""

import os
import shutil
from pathlib import Path

from tasks.errors import WarehouseError


def restore_missing(writer: Path, published: Path) -> bool:
    """Copy ``published`` to ``writer`` where that is missing, whole or not at all; whether it was done.

    Without this a run would begin an empty warehouse and publish it over the only copy that is left.
    """
    if writer.exists() or not published.exists():
        return False
    fresh = writer.with_name(writer.name + ".restored")
    try:
        shutil.copyfile(published, fresh)
        with fresh.open("rb") as copied:
            os.fsync(copied.fileno())
        fresh.replace(writer)
    except OSError as error:
        raise WarehouseError(
            f"{writer}: cannot be restored from {published}: {error.strerror or error}"
        ) from error
    return True
