"""CPU work in processes: order kept, memory bounded, and a process that dies loses its chunk only."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def chunked(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut items into lists of at most ``size``."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


def map_chunks(
    function: Callable[[Sequence[Item]], Sequence[Result]],
    chunks: Iterable[Sequence[Item]],
    workers: int,
    lost: Callable[[Item, str], Result],
) -> Iterator[list[Result]]:
    """Apply ``function`` to each chunk and give the results in order, at most two chunks a worker ahead.

    With one worker everything happens in this process. Where a worker process dies (out of memory, a crash
    in a C library), the items of its chunk are tried one by one, and ``lost(item, why)`` stands in for the culprit.
    """
    if workers <= 1:
        for chunk in chunks:
            yield list(function(chunk))
        return
    yield from _in_processes(function, chunks, workers, lost)


def _in_processes(
    function: Callable[[Sequence[Item]], Sequence[Result]],
    chunks: Iterable[Sequence[Item]],
    workers: int,
    lost: Callable[[Item, str], Result],
) -> Iterator[list[Result]]:
    # loky starts its processes without importing the main module: under a Prefect worker that is Prefect itself.
    from loky import ProcessPoolExecutor
    from loky.process_executor import BrokenProcessPool, ShutdownExecutorError

    pool = ProcessPoolExecutor(workers)
    waiting: deque[Sequence[Item]] = deque()
    futures: deque[Any] = deque()
    source = iter(chunks)
    try:
        while True:
            try:
                # What waits without a future was submitted to a pool that is gone.
                futures.extend(pool.submit(function, chunk) for chunk in list(waiting)[len(futures) :])
                while len(waiting) < 2 * workers and (chunk := next(source, None)) is not None:
                    waiting.append(chunk)
                    futures.append(pool.submit(function, chunk))
                if not waiting:
                    return
                results = list(futures[0].result())
            except (BrokenProcessPool, ShutdownExecutorError):
                # A process that died takes every chunk in flight with it, and may do so between two of our calls:
                # the first in line is tried alone, so that a culprit loses only itself, and the rest anew.
                pool.shutdown(wait=True, kill_workers=True)
                results = [_alone(function, item, lost) for item in waiting[0]]
                futures.clear()
                pool = ProcessPoolExecutor(workers)
                waiting.popleft()
            else:
                waiting.popleft()
                futures.popleft()
            yield results
    finally:
        pool.shutdown(wait=True, kill_workers=True)


def _alone(
    function: Callable[[Sequence[Item]], Sequence[Result]],
    item: Item,
    lost: Callable[[Item, str], Result],
) -> Result:
    from loky import ProcessPoolExecutor
    from loky.process_executor import BrokenProcessPool

    pool = ProcessPoolExecutor(1)
    try:
        results: list[Result] = list(pool.submit(function, [item]).result())
        return results[0]
    except BrokenProcessPool as error:
        return lost(item, f"the process that worked on it ended: {str(error).splitlines()[0]}")
    finally:
        pool.shutdown(wait=True, kill_workers=True)
