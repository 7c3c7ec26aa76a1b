"""Limits on one document: of CPU time, as feedparser, trafilatura and lxml take quadratic time on hostile markup,
and of memory, as a small document can ask for a large one.

Both need the main thread, where signals arrive: that of a command, or of a worker process. In another thread
the work goes on without a limit.
"""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

AGAIN_SECONDS = 0.5
PAGES_HELD = Path("/proc/self/statm")  # Linux; elsewhere what is held cannot be told cheaply
DATA = 5  # its field of private, writable memory, which is what the limit counts


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


@contextmanager
def memory_limit(more_bytes: int) -> Iterator[None]:
    """Raise ``MemoryError`` inside the block where the process asks for ``more_bytes`` beyond what it holds now.

    The limit is the whole process's: what other threads ask for counts, their stacks too. Where the system does
    not tell what is held (other than Linux), there is none.
    """
    held = _held_bytes() if threading.current_thread() is threading.main_thread() else None
    if held is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = held + more_bytes
    if resource.RLIM_INFINITY not in (soft, hard):
        wanted = min(wanted, soft)
    elif hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def out_of_time(seconds: float) -> str:
    """Say that the limit was reached."""
    return f"reading it took over {seconds:g} seconds of CPU time"


def out_of_memory(more_bytes: int) -> str:
    """Say that the limit was reached."""
    return f"reading it took over {more_bytes / 1024**2:.0f} MiB of memory"


def _held_bytes() -> int | None:
    try:
        pages = int(PAGES_HELD.read_text().split()[DATA])
    except (OSError, ValueError, IndexError):
        return None
    return pages * resource.getpagesize()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError
