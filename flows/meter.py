"""How long each stage of a run took, told to whoever watches."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flows.progress import Watch


class Meter:
    """Measures the stages of one run; a stage that comes again adds to its time."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._seconds: dict[str, float] = {}
        self._begun = time.perf_counter()

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Watch]:
        """Time the stage, and show it."""
        self._watch.begin(name, total)
        begun = time.perf_counter()
        try:
            yield self._watch
        finally:
            seconds = time.perf_counter() - begun
            self._seconds[name] = self._seconds.get(name, 0.0) + seconds
            self._watch.end(name, seconds)

    @property
    def elapsed(self) -> float:
        """Seconds of wall time since the run began."""
        return time.perf_counter() - self._begun

    @property
    def seconds(self) -> tuple[tuple[str, float], ...]:
        """Stage and seconds of wall time, in the order in which the stages began."""
        return tuple((name, round(seconds, 3)) for name, seconds in self._seconds.items())
