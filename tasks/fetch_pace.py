"""When the next exchange with a host may start: a pause between any two, as its publisher wants it."""


class Pace:
    """Times of one batch, in seconds on one clock; belongs to one event loop."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._last_start: dict[str, float] = {}

    def wait(self, host: str, delay: float, now: float) -> float:
        """Take the next turn at a host, and give how long it is until then.

        The first one waits as well: the batch before may just have asked the same host.
        """
        if delay <= 0:
            return 0.0
        start = max(now, self._last_start.get(host, self._began) + delay)
        self._last_start[host] = start
        return start - now
