"""A limit on the CPU time of one document: feedparser, trafilatura and lxml take quadratic time on hostile markup.

It needs the main thread, where signals arrive: that of a command, or of a worker process. In another thread
the work goes on without a limit.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN_SECONDS = 0.5


class OutOfTimeError(BaseException):
    """The limit is reached; no ``except Exception`` on the way may hold it up."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raise ``OutOfTimeError`` inside the block once the process has used ``seconds`` of CPU time in it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # The virtual timer, because SIGALRM belongs to whoever runs us.
    handler = signal.signal(signal.SIGVTALRM, _stop)
    # Again and again: what is raised inside a destructor or a callback of the collector is swallowed there.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, handler)


def out_of_time(seconds: float) -> str:
    """Say that the limit was reached."""
    return f"reading it took over {seconds:g} seconds of CPU time"


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError
