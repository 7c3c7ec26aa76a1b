"""Run the sample once with a fixed clock, and die by SIGKILL where told: at the begin or the end of a stage.

usage: killed_run.py HOME [STAGE begin|end [RUN_ID HOURS_LATER WORKERS]]
"""

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.sample.serve import serve_sample
from flows.settings import load_settings
from flows.stages import PLAIN

NOW = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


class Killer(Unwatched):
    def __init__(self, stage: str, moment: str) -> None:
        self._where = (stage, moment)

    def begin(self, stage: str, total: int | None) -> None:
        self._strike(stage, "begin")

    def end(self, stage: str, seconds: float) -> None:
        self._strike(stage, "end")

    def _strike(self, stage: str, moment: str) -> None:
        if (stage, moment) == self._where:
            os.kill(os.getpid(), signal.SIGKILL)


def main(
    home: str, stage: str = "", moment: str = "", run_id: str = "run", later: str = "0", workers: str = "1"
) -> None:
    settings = load_settings(
        Path(home), environ={"DAYBOOK_WORKERS": workers, "DAYBOOK_PARSER": "none"}
    ).for_sample()
    with serve_sample() as site:
        order = Order(settings, site.registry, run_id, NOW + timedelta(hours=int(later)), only_due=False)
        ingest(order, PLAIN, Killer(stage, moment))


if __name__ == "__main__":
    main(*sys.argv[1:])
