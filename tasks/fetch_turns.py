"""Whose turn it is: few exchanges at once with a host, an owner and in all, apart in time, none while a site rests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

import httpx

from tasks.errors import FetchError
from tasks.fetch_pace import Pace
from tasks.records import FetchPolicy, FetchRequest, FetchResult
from tasks.sites import site_name

Resting = Mapping[str, str]  # the sites to leave alone, each with the address at which it asked for time


def resting_sites(results: Iterable[FetchResult]) -> dict[str, str]:
    """Give the sites that asked for time in these exchanges: what one batch was told, the next one heeds."""
    asked = (result.final_url for result in results if result.retry_after_seconds)
    return {site_name(url): url for url in asked}


async def no_gate() -> None:
    """Let everybody through at once."""


class Turns:
    """The turns of one batch; belongs to one event loop."""

    def __init__(
        self,
        policy: FetchPolicy,
        sleep: Callable[[float], Awaitable[None]],
        clock: Callable[[], float],
        gate: Callable[[], Awaitable[None]] = no_gate,
        resting: Resting | None = None,
    ) -> None:
        self._policy, self._sleep, self._clock, self._gate = policy, sleep, clock, gate
        self._pace = Pace(clock())
        self._in_all = asyncio.Semaphore(policy.concurrency)
        self._of_host: dict[str, asyncio.Semaphore] = {}
        self._of_owner: dict[str, asyncio.Semaphore] = {}
        self._resting = dict(resting or {})

    @asynccontextmanager
    async def take(self, url: httpx.URL, request: FetchRequest) -> AsyncIterator[None]:
        """Wait for a turn and have it within the block; raises ``FetchError`` held_back where the site rests."""
        async with AsyncExitStack() as stack:
            # The host's slot comes first: feeds that wait for a slow host must not hold the others' slots.
            await stack.enter_async_context(
                self._of_host.setdefault(url.host, asyncio.Semaphore(self._policy.per_host))
            )
            keys = [f"host {url.host}"]
            if request.owner is not None:
                limit = asyncio.Semaphore(self._policy.per_owner)
                await stack.enter_async_context(self._of_owner.setdefault(request.owner, limit))
                keys.append(f"owner {request.owner}")
            self._check_rest(url)
            # A feed comes once a run, so that its first turn need not fear the run's batch before.
            waits = request.kind != "feed"
            await self._sleep(self._pace.wait(keys, request.delay_seconds, self._clock(), waits))
            await stack.enter_async_context(self._in_all)
            await self._gate()
            self._check_rest(url)
            yield

    def rest(self, url: httpx.URL) -> None:
        """Leave the site of a URL alone from now on: it has asked for time."""
        self._resting.setdefault(site_name(str(url)), str(url))

    def _check_rest(self, url: httpx.URL) -> None:
        asked = self._resting.get(site_name(str(url))) if self._resting else None
        if asked is not None:
            raise FetchError("held_back", f"not asked: its site asked for time (Retry-After) at {asked}")
