"""Replay a home, in place or into another, and die by SIGKILL where a run is about to be loaded.

usage: killed_replay.py HOME INTO|- LOADS
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flows import stored_stages
from flows.progress import Unwatched
from flows.replaying import Wish, replay
from flows.settings import Settings, load_settings
from flows.stages import PLAIN
from tasks.records import LoadReport, RunBatch

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)


def main(home: str, into: str, loads: str) -> None:
    left = int(loads)

    def load(settings: Settings, batch: RunBatch) -> LoadReport:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return PLAIN.load(settings, batch)

    stored_stages.PLAIN = replace(PLAIN, load=load)
    settings = load_settings(Path(home), environ={"DAYBOOK_WORKERS": "1", "DAYBOOK_PARSER": "none"})
    wish = Wish("killed", NOW, into=None if into == "-" else Path(into))
    replay(settings, wish, Unwatched())


if __name__ == "__main__":
    main(*sys.argv[1:])
