"""How far a replay in place came: one small file in the home, there only until the replay has ended."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tasks.errors import WarehouseError

NAME = "replay.json"


@dataclass(frozen=True, slots=True)
class Mark:
    """The last run that was replayed, and from when on runs were."""

    replay_id: str
    since: datetime | None  # None: from the first
    fetched_at: datetime
    run_id: str

    def covers(self, since: datetime | None) -> bool:
        """Whether all runs from ``since`` up to the mark were replayed."""
        return self.since is None or (since is not None and self.since <= since)


def read_mark(home: Path) -> Mark | None:
    """Give the mark of a replay that was cut short; None where there is none."""
    path = home / NAME
    try:
        values = json.loads(path.read_text("utf-8"))
        since = values["since"] and datetime.fromisoformat(values["since"])
        fetched_at = datetime.fromisoformat(values["fetched_at"])
        return Mark(values["replay_id"], since, fetched_at, values["run_id"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WarehouseError(
            f"{path}: cannot be read ({error}); delete it to replay from the start"
        ) from error


def write_mark(home: Path, mark: Mark) -> None:
    """Set the mark, whole or not at all."""
    unfinished = home / f"{NAME}.part"
    try:
        unfinished.write_text(json.dumps(asdict(mark), default=datetime.isoformat), "utf-8")
        unfinished.replace(home / NAME)
    except OSError as error:
        raise WarehouseError(f"{home / NAME}: cannot be written ({error.strerror or error})") from error


def clear_mark(home: Path) -> None:
    """Forget how far it came: it came to the end."""
    (home / NAME).unlink(missing_ok=True)
