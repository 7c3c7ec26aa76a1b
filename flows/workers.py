"""CPU work in processes: order kept, memory bounded, and a process that dies loses its chunk only."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def chunked(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut items into lists of at most ``size``."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


def chunked_by_weight(
    items: Iterable[Item], size: int, heaviest: int, weight: Callable[[Item], int]
) -> Iterator[list[Item]]:
    """Cut items into lists of at most ``size`` that together weigh ``heaviest``, or of one that weighs more alone."""
    chunk: list[Item] = []
    total = 0
    for item in items:
        if chunk and (len(chunk) == size or total + weight(item) > heaviest):
            yield chunk
            chunk, total = [], 0
        chunk.append(item)
        total += weight(item)
    if chunk:
        yield chunk


def map_chunks(
    function: Callable[[Sequence[Item]], Sequence[Result]],
    chunks: Iterable[Sequence[Item]],
    workers: int,
    lost: Callable[[Item, str], Result],
    seconds: float | None = None,
) -> Iterator[list[Result]]:
    """Apply ``function`` to each chunk and give the results in order, at most two chunks a worker ahead.

    With one worker and no limit everything happens in this process. Where a worker process dies (out of memory, a
    crash in a C library, an item that takes more than ``seconds`` of processor time), the items of its chunk are tried
    one by one, and ``lost(item, why)`` stands in for the culprit.
    """
    if workers <= 1 and seconds is None:
        for chunk in chunks:
            yield list(function(chunk))
        return
    yield from _in_processes(_Work(function, lost, seconds), chunks, max(1, workers))


@dataclass(frozen=True, slots=True)
class _Work(Generic[Item, Result]):
    """What is done with each item, what stands in for one that is lost, and how long one may take."""

    function: Callable[[Sequence[Item]], Sequence[Result]]
    lost: Callable[[Item, str], Result]
    seconds: float | None

    def limited(self) -> Callable[[Sequence[Item]], Sequence[Result]]:
        """The function as a worker process runs it."""
        return self.function if self.seconds is None else partial(_within, self.function, self.seconds)

    def why(self, error: BaseException) -> str:
        """Why a process ended, in words for who reads the result."""
        if self.seconds is not None and "SIGPROF" in str(error):
            return f"it took more than {self.seconds:g} seconds of processor time"
        return f"the process that worked on it ended: {str(error).splitlines()[0]}"


def _within(
    function: Callable[[Sequence[Item]], Sequence[Result]], seconds: float, items: Sequence[Item]
) -> Sequence[Result]:
    """Let the system end this process where the items take too long, in whatever library that may be."""
    # Nobody handles the signal: Python would only come to that once the library returns.
    signal.setitimer(signal.ITIMER_PROF, seconds * min(len(items), 2))
    try:
        return function(items)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _in_processes(
    work: _Work[Item, Result], chunks: Iterable[Sequence[Item]], workers: int
) -> Iterator[list[Result]]:
    # loky starts its processes without importing the main module: under a Prefect worker that is Prefect itself.
    from loky import ProcessPoolExecutor
    from loky.process_executor import BrokenProcessPool, ShutdownExecutorError

    pool = ProcessPoolExecutor(workers)
    waiting: deque[Sequence[Item]] = deque()
    futures: deque[Any] = deque()
    source = iter(chunks)
    limited = work.limited()
    try:
        while True:
            try:
                # What waits without a future was submitted to a pool that is gone.
                futures.extend(pool.submit(limited, chunk) for chunk in list(waiting)[len(futures) :])
                while len(waiting) < 2 * workers and (chunk := next(source, None)) is not None:
                    waiting.append(chunk)
                    futures.append(pool.submit(limited, chunk))
                if not waiting:
                    return
                results = list(futures[0].result())
            except (BrokenProcessPool, ShutdownExecutorError):
                # A process that died takes every chunk in flight with it, and may do so between two of our calls:
                # the first in line is tried alone, so that a culprit loses only itself, and the rest anew.
                pool.shutdown(wait=True, kill_workers=True)
                results = _one_by_one(work, waiting[0])
                futures.clear()
                pool = ProcessPoolExecutor(workers)
                waiting.popleft()
            else:
                waiting.popleft()
                futures.popleft()
            yield results
    finally:
        pool.shutdown(wait=True, kill_workers=True)


def _one_by_one(work: _Work[Item, Result], items: Sequence[Item]) -> list[Result]:
    """Each item alone in a process; the next one gets a new process only where the last one ended."""
    from loky import ProcessPoolExecutor
    from loky.process_executor import BrokenProcessPool, ShutdownExecutorError

    limited = work.limited()
    results: list[Result] = []
    pool = ProcessPoolExecutor(1)
    try:
        for item in items:
            try:
                results += pool.submit(limited, [item]).result()
            except (BrokenProcessPool, ShutdownExecutorError) as error:
                results.append(work.lost(item, work.why(error)))
                pool.shutdown(wait=True, kill_workers=True)
                pool = ProcessPoolExecutor(1)
        return results
    finally:
        pool.shutdown(wait=True, kill_workers=True)
