"""Fetch any number of URLs in one event loop, and hand the answers on in batches while the others are still coming.

The loop runs in a thread of its own, so that parsing a batch never stands in the network's way. Bodies that wait to
be taken are bounded: where the taker is slower than the network, no new exchange starts.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import cast

from tasks.fetch import Fetcher, GuardedTransport, use_resolver_threads
from tasks.records import FetchPolicy, FetchRequest, FetchResult

A_BATCH = 200  # answers handed on at once
A_BATCH_BYTES = 32 * 1024 * 1024  # or fewer, where they are large
WAITING_BYTES = 64 * 1024 * 1024  # of bodies that nobody has taken yet; beyond that nothing new is asked
LOOKAHEAD = 2000  # exchanges that wait for their turn: enough that one slow site does not keep all of them


def fetch_in_batches(
    requests: Sequence[FetchRequest],
    policy: FetchPolicy,
    now: datetime,
    a_batch: int = A_BATCH,
    *,
    a_batch_bytes: int = A_BATCH_BYTES,
    waiting_bytes: int = WAITING_BYTES,
) -> Iterator[list[FetchResult]]:
    """Make all requests and give their results as they come; a failure is a result, not an exception.

    A batch holds at most ``a_batch`` results, and fewer where their bodies come to ``a_batch_bytes``.
    """
    pipe = _Pipe(requests, policy, now, waiting_bytes)
    pipe.start()
    try:
        yield from _batches(pipe.take, len(requests), a_batch, a_batch_bytes)
    finally:
        pipe.stop()


def _batches(
    take: Callable[[], FetchResult], expected: int, a_batch: int, a_batch_bytes: int
) -> Iterator[list[FetchResult]]:
    batch: list[FetchResult] = []
    size = 0
    for number in range(1, expected + 1):
        result = take()
        batch.append(result)
        size += len(result.body or b"")
        if len(batch) >= a_batch or size >= a_batch_bytes or number == expected:
            yield batch
            batch, size = [], 0


class _Pipe:
    """The event loop's thread on one side, whoever takes the results on the other."""

    def __init__(
        self, requests: Sequence[FetchRequest], policy: FetchPolicy, now: datetime, most_waiting: int
    ) -> None:
        self._requests, self._policy, self._now = requests, policy, now
        self._most_waiting = most_waiting
        self._results: queue.Queue[FetchResult | BaseException] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="fetch", daemon=True)
        self._has_begun = threading.Event()
        self._loop: asyncio.AbstractEventLoop
        self._work: asyncio.Task[None]
        self._has_room: asyncio.Event
        self._waiting = 0  # bytes; only the loop's thread touches it

    def start(self) -> None:
        """Begin to fetch."""
        self._thread.start()
        self._has_begun.wait()

    def take(self) -> FetchResult:
        """Wait for the next result; raises what ended the loop, if something did."""
        result = self._results.get()
        if isinstance(result, BaseException):
            raise result
        if result.body:
            size = len(result.body)
            self._tell(lambda: self._weigh(-size))
        return result

    def stop(self) -> None:
        """End the loop, whether all is fetched or nobody wants the rest."""
        self._tell(self._work.cancel)
        self._thread.join()

    def _tell(self, what: Callable[[], object]) -> None:
        # A loop that is closed has ended by itself, and nothing in it waits for anything.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(what)

    def _run(self) -> None:
        try:
            asyncio.run(self._fetch_all())
        except BaseException as problem:  # whoever takes the results must not wait for ever
            self._results.put(problem)

    async def _fetch_all(self) -> None:
        self._loop, self._has_room = asyncio.get_running_loop(), asyncio.Event()
        self._work = cast("asyncio.Task[None]", asyncio.current_task())
        self._has_room.set()
        self._has_begun.set()
        use_resolver_threads(self._policy)
        ahead = asyncio.Semaphore(LOOKAHEAD)
        async with GuardedTransport(self._policy) as transport, asyncio.TaskGroup() as group:
            fetcher = Fetcher(transport, self._policy, self._now, gate=self._room)
            for request in self._requests:
                await ahead.acquire()
                group.create_task(self._fetch_one(fetcher, request, ahead))

    async def _fetch_one(self, fetcher: Fetcher, request: FetchRequest, ahead: asyncio.Semaphore) -> None:
        result = await fetcher.fetch(request)
        self._weigh(len(result.body or b""))
        self._results.put(result)
        ahead.release()

    async def _room(self) -> None:
        await self._has_room.wait()

    def _weigh(self, size: int) -> None:
        self._waiting += size
        if self._waiting < self._most_waiting:
            self._has_room.set()
        else:
            self._has_room.clear()
