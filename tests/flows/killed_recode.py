"""Recode the sample once and apply it, and die by SIGKILL where told.

usage: killed_recode.py HOME [STAGE begin|advance|end]
"""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from flows import recoding
from flows.progress import Unwatched
from flows.recoding import recode
from flows.settings import load_settings
from flows.wishes import Wish

NOW = datetime(2026, 11, 17, 6, 0, tzinfo=UTC)


class Killer(Unwatched):
    def __init__(self, stage: str, moment: str) -> None:
        self._where, self._stage, self._told = (stage, moment), "", 0

    def begin(self, stage: str, total: int | None) -> None:
        self._stage = stage
        self._strike("begin")

    def advance(self, done: int) -> None:
        self._told += done
        if self._told > recoding.AT_ONCE:  # so that something is kept already
            self._strike("advance")

    def end(self, stage: str, seconds: float) -> None:
        self._strike("end")

    def _strike(self, moment: str) -> None:
        if (self._stage, moment) == self._where:
            os.kill(os.getpid(), signal.SIGKILL)


def main(home: str, stage: str = "", moment: str = "") -> None:
    environ = {"DAYBOOK_WORKERS": "1", "DAYBOOK_PARSER": "none"}
    recoding.AT_ONCE = 20
    settings = load_settings(Path(home), environ=environ).for_sample()
    recoded = recode(settings, Wish("recode", NOW, apply=True), Killer(stage, moment))
    print(recoded.coded, recoded.coded_before)


if __name__ == "__main__":
    main(*sys.argv[1:])
