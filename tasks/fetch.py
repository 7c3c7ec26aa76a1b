"""Fetch a batch of URLs as a good guest: conditional, bounded in time and size, paced, errors as values.

One event loop, one pool and one table of limits serve a batch. It works on httpx's transport, not its client:
the client would build each redirect's request itself, keep cookies and read proxies from the environment, and
what is fetched must depend on the feed's URL alone. Redirects are followed by hand, each through the guard.

Left out on purpose: ``A-IM: feed`` (a delta cannot tell what was taken back), retries with the User-Agent of a browser
(who blocks us is told to the user, not deceived), and robots.txt for feeds (their user chose them; it is asked for the
pages that nobody chose).
"""

import asyncio
import contextlib
import hashlib
import ssl
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

import httpcore
import httpx

from tasks.errors import FetchError
from tasks.fetch_body import BodyReader
from tasks.fetch_errors import explain, is_unresolved, next_url, parse_url, status_error
from tasks.fetch_guard import GuardedBackend
from tasks.fetch_headers import (
    fresh_seconds,
    header,
    redirect_target,
    request_headers,
    retry_after_seconds,
)
from tasks.fetch_turns import Resting, Turns, no_gate
from tasks.records import FetchPolicy, FetchRequest, FetchResult, Outcome
from tasks.redact import without_secrets, without_userinfo

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
READABLE = frozenset({200, 203})
RESOLVER_THREADS = 32


def fetch_batch(
    requests: Sequence[FetchRequest], policy: FetchPolicy, now: datetime, resting: Resting | None = None
) -> list[FetchResult]:
    """Make all requests and give their results in the same order; a failure is a result, not an exception.

    What belongs to a site that is ``resting`` is not asked: ``held_back``.
    """
    return asyncio.run(_fetch_all(requests, policy, now, resting))


async def _fetch_all(
    requests: Sequence[FetchRequest], policy: FetchPolicy, now: datetime, resting: Resting | None
) -> list[FetchResult]:
    use_resolver_threads(policy)
    async with GuardedTransport(policy) as transport:
        fetcher = Fetcher(transport, policy, now, resting=resting)
        return await asyncio.gather(*(fetcher.fetch(request) for request in requests))


def use_resolver_threads(policy: FetchPolicy) -> None:
    """Give the running loop threads enough for its names: those that time out must not hold the others up."""
    threads = min(RESOLVER_THREADS, policy.concurrency)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(threads, "resolve"))


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool whose every connection passes the guard."""

    def __init__(
        self,
        policy: FetchPolicy,
        backend: httpcore.AsyncNetworkBackend | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        context = context or httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        # httpx has no argument for the network backend; the pool itself has.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,  # the fetcher's own turns count
            max_keepalive_connections=policy.concurrency,
            keepalive_expiry=5.0,
            network_backend=backend or GuardedBackend(policy),
        )


@dataclass(slots=True)
class _Trace:
    """What is known of an exchange so far, for the ledger's row if it fails."""

    final_url: str
    seconds: float = 0.0
    status: int | None = None
    headers: httpx.Headers | None = None
    size: int = 0
    hops: int = 0
    is_permanent: bool = True  # so far, every redirect was one for good
    https_url: str | None = None


class Fetcher:
    """Makes exchanges within the limits of a policy; belongs to one event loop."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        policy: FetchPolicy,
        now: datetime,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.perf_counter,
        gate: Callable[[], Awaitable[None]] = no_gate,
        resting: Resting | None = None,
    ) -> None:
        self._transport, self._policy, self._now, self._clock = transport, policy, now, clock
        self._turns = Turns(policy, sleep, clock, gate, resting)
        self._timeouts = httpx.Timeout(
            policy.read_seconds, connect=policy.connect_seconds, pool=None
        ).as_dict()
        self._ids: Counter[str] = Counter()

    async def fetch(self, request: FetchRequest) -> FetchResult:
        """Make one exchange, redirects and all; never raises."""
        fetch_id = self._fetch_id(request)
        trace, body, error = _Trace(request.url), None, None
        outcome: Outcome
        try:
            body = await self._follow(request, trace)
            outcome = "not_modified" if body is None else "ok"
        except Exception as problem:  # whatever an answer provokes is that feed's row, not the batch's end
            outcome, error = explain(problem, trace.final_url, self._policy)
        return self._result(request, fetch_id, trace, outcome, body, error)

    async def _follow(self, request: FetchRequest, trace: _Trace) -> bytes | None:
        url = parse_url(request.url)
        answer = await self._first_hop(url, request, trace)
        for _ in range(self._policy.max_redirects):
            if not isinstance(answer, httpx.URL):
                return answer
            answer = await self._hop(answer, request, trace)
        if not isinstance(answer, httpx.URL):
            return answer
        raise FetchError("bad_redirect", f"more than {self._policy.max_redirects} redirects")

    async def _first_hop(
        self, url: httpx.URL, request: FetchRequest, trace: _Trace
    ) -> httpx.URL | bytes | None:
        """Make the first GET; where a feed's port 80 was closed, its port 443 is tried once."""
        try:
            return await self._hop(url, request, trace)
        except (httpx.ConnectError, httpx.ConnectTimeout) as problem:
            is_plain = url.scheme == "http" and url.port is None
            if request.kind != "feed" or not is_plain or is_unresolved(problem):
                raise
            try:
                answer = await self._hop(url.copy_with(scheme="https"), request, trace)
            except httpx.TransportError:
                trace.final_url = str(url)
                raise problem from None
            trace.https_url = str(url.copy_with(scheme="https"))
            return answer

    async def _hop(self, url: httpx.URL, request: FetchRequest, trace: _Trace) -> httpx.URL | bytes | None:
        """Make one GET: the next URL of a redirect, a body, or None for 304."""
        trace.final_url = str(url)
        headers = request_headers(request, url, self._policy.user_agent)
        get = httpx.Request("GET", url, headers=headers, extensions={"timeout": self._timeouts})
        # Waiting does not count against the deadline.
        async with self._turns.take(url, request):
            return await self._exchange(get, request, trace)

    async def _exchange(
        self, get: httpx.Request, request: FetchRequest, trace: _Trace
    ) -> httpx.URL | bytes | None:
        started = self._clock()
        try:
            async with asyncio.timeout(max(0.0, self._policy.total_seconds - trace.seconds)):
                response = await self._transport.handle_async_request(get)
                async with contextlib.aclosing(response):
                    return await self._answer(response, get.url, request, trace)
        finally:
            trace.seconds += self._clock() - started

    async def _answer(
        self, response: httpx.Response, url: httpx.URL, request: FetchRequest, trace: _Trace
    ) -> httpx.URL | bytes | None:
        status, location = response.status_code, redirect_target(response.headers)
        trace.status, trace.headers = status, response.headers
        if status in REDIRECTS and location:
            trace.hops += 1
            trace.is_permanent = trace.is_permanent and status in PERMANENT
            return next_url(url, location)
        if retry_after_seconds(status, response.headers, self._now):
            self._turns.rest(url)
        if status == HTTPStatus.NOT_MODIFIED and (request.etag or request.last_modified):
            return None
        if status not in READABLE:
            raise status_error(status, response.headers)
        reader = BodyReader(header(response.headers, "content-encoding") or "", self._policy.max_bytes)
        try:
            async for chunk in response.aiter_raw():
                reader.feed(chunk)
            body = reader.finish()
        finally:
            trace.size = reader.size
        trace.size = len(body)
        return body

    def _fetch_id(self, request: FetchRequest) -> str:
        key = f"{self._now.isoformat()} {request.kind} {request.feed_id} {request.url}"
        self._ids[key] += 1
        return hashlib.sha256(f"{key} {self._ids[key]}".encode("utf-8", "replace")).hexdigest()[:24]

    def _result(
        self,
        request: FetchRequest,
        fetch_id: str,
        trace: _Trace,
        outcome: Outcome,
        body: bytes | None,
        error: str | None,
    ) -> FetchResult:
        headers = trace.headers if trace.headers is not None else httpx.Headers()
        body_hash = None if body is None else hashlib.sha256(body).hexdigest()
        if body_hash is not None and body_hash == request.body_hash:
            outcome, body = "unchanged", None
        return FetchResult(
            fetch_id=fetch_id,
            kind=request.kind,
            feed_id=request.feed_id,
            url=without_userinfo(request.url),
            final_url=without_userinfo(trace.final_url),
            fetched_at=self._now,
            status=trace.status,
            outcome=outcome,
            bytes=trace.size,
            elapsed_ms=round(trace.seconds * 1000),
            error=None if error is None else without_secrets(error),
            etag=header(headers, "etag"),
            last_modified=header(headers, "last-modified"),
            retry_after_seconds=retry_after_seconds(trace.status, headers, self._now),
            content_type=header(headers, "content-type"),
            body_hash=body_hash,
            is_conditional=bool(request.etag or request.last_modified),
            fresh_seconds=fresh_seconds(headers, self._now),
            permanent_url=_permanent_url(trace),
            https_url=None if trace.https_url is None else without_userinfo(trace.https_url),
            body=body,
        )


def _permanent_url(trace: _Trace) -> str | None:
    lasting = trace.hops > 0 and trace.is_permanent and trace.https_url is None
    return without_userinfo(trace.final_url) if lasting else None
