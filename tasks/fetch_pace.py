"""When the next exchange with a host may start: a pause between any two, as its publisher wants it."""

from collections.abc import Collection


class Pace:
    """Times of one batch, in seconds on one clock; belongs to one event loop."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._last_start: dict[str, float] = {}

    def wait(self, keys: Collection[str], delay: float, now: float, first_waits: bool = True) -> float:
        """Take the next turn at a host (and at its owner), and give how long it is until then.

        With ``first_waits`` the first one waits as well: the batch before may just have asked the same host.
        """
        if delay <= 0:
            return 0.0
        known = [self._last_start.get(key, self._began if first_waits else None) for key in keys]
        start = max(now, *(last + delay for last in known if last is not None), now)
        self._last_start.update(dict.fromkeys(keys, start))
        return start - now
