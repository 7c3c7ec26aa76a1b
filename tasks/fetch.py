"""Fetch a batch of URLs as a good guest: conditional, bounded in time and size, paced, errors as values.

One event loop, one pool and one table of limits serve a batch. It works on httpx's transport, not its client:
the client would build each redirect's request itself, keep cookies and read proxies from the environment, and
what is fetched must depend on the feed's URL alone. Redirects are followed by hand, each through the guard.
"""

import asyncio
import contextlib
import hashlib
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import cast

import httpcore
import httpx

from tasks.errors import FetchError
from tasks.fetch_body import BodyReader
from tasks.fetch_guard import GuardedBackend
from tasks.fetch_headers import header, redirect_target, request_headers, retry_after_seconds
from tasks.fetch_pace import Pace
from tasks.hosts import is_host
from tasks.records import FetchPolicy, FetchRequest, FetchResult, Outcome
from tasks.redact import without_secrets, without_userinfo

REDIRECTS = frozenset({301, 302, 303, 307, 308})
READABLE = frozenset({200, 203})
RESOLVER_THREADS = 32


def fetch_batch(requests: Sequence[FetchRequest], policy: FetchPolicy, now: datetime) -> list[FetchResult]:
    """Make all requests and give their results in the same order; a failure is a result, not an exception."""
    return asyncio.run(_fetch_all(requests, policy, now))


async def _fetch_all(
    requests: Sequence[FetchRequest], policy: FetchPolicy, now: datetime
) -> list[FetchResult]:
    threads = min(RESOLVER_THREADS, policy.concurrency)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(threads, "resolve"))
    async with GuardedTransport(policy) as transport:
        fetcher = Fetcher(transport, policy, now)
        return await asyncio.gather(*(fetcher.fetch(request) for request in requests))


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool whose every connection passes the guard."""

    def __init__(self, policy: FetchPolicy) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        # httpx has no argument for the network backend; the pool itself has.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,  # the fetcher's own semaphores count
            max_keepalive_connections=policy.concurrency,
            keepalive_expiry=5.0,
            network_backend=GuardedBackend(policy),
        )


@dataclass(slots=True)
class _Trace:
    """What is known of an exchange so far, for the ledger's row if it fails."""

    final_url: str
    seconds: float = 0.0
    status: int | None = None
    headers: httpx.Headers | None = None
    size: int = 0


class Fetcher:
    """Makes exchanges within the limits of a policy; belongs to one event loop."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        policy: FetchPolicy,
        now: datetime,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._transport, self._policy, self._now = transport, policy, now
        self._sleep, self._clock, self._pace = sleep, clock, Pace(clock())
        self._timeouts = httpx.Timeout(
            policy.read_seconds, connect=policy.connect_seconds, pool=None
        ).as_dict()
        self._in_all = asyncio.Semaphore(policy.concurrency)
        self._of_host: dict[str, asyncio.Semaphore] = {}
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
        for _ in range(self._policy.max_redirects + 1):
            answer = await self._hop(url, request, trace)
            if not isinstance(answer, httpx.URL):
                return answer
            url = answer
        raise FetchError("bad_redirect", f"more than {self._policy.max_redirects} redirects")

    async def _hop(self, url: httpx.URL, request: FetchRequest, trace: _Trace) -> httpx.URL | bytes | None:
        """Make one GET: the next URL of a redirect, a body, or None for 304."""
        trace.final_url = str(url)
        headers = request_headers(request, url, self._policy.user_agent)
        get = httpx.Request("GET", url, headers=headers, extensions={"timeout": self._timeouts})
        # The host's slot comes first: feeds that wait for a slow host must not hold the others' slots.
        # Waiting does not count against the deadline.
        slot = self._of_host.setdefault(url.host, asyncio.Semaphore(self._policy.per_host))
        async with slot:
            await self._sleep(self._pace.wait(url.host, request.delay_seconds, self._clock()))
            async with self._in_all:
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
            return next_url(url, location)
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
            body=body,
        )


def parse_url(text: str) -> httpx.URL:
    """Read a URL that may be fetched; raises ``FetchError`` or ``httpx.InvalidURL``."""
    url = httpx.URL(text)
    if url.scheme not in ("http", "https"):
        raise FetchError("bad_redirect", f"{text} is not an http or https URL")
    if not is_host(url.host) or not 0 < (url.port or 80) < 65536:
        raise httpx.InvalidURL("no valid host and port")
    return url


def next_url(base: httpx.URL, location: str) -> httpx.URL:
    """Resolve a redirect's target; raises ``FetchError`` where it leads out of the web."""
    try:
        url = parse_url(str(base.join(location)))
    except (httpx.InvalidURL, ValueError) as problem:
        raise FetchError("bad_redirect", f"redirected to {location!r}, which is not a URL") from problem
    except FetchError as problem:
        raise FetchError(
            "bad_redirect", f"redirected to {location!r}: only http and https are followed"
        ) from problem
    return url


def status_error(status: int, headers: httpx.Headers) -> FetchError:
    """Say in words what a status means that is neither a body, a redirect nor 304."""
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    if status == HTTPStatus.GONE:
        return FetchError("gone", "the server answered 410 Gone: it was taken down for good")
    if header(headers, "cf-mitigated") == "challenge":
        return FetchError("http_error", f"the server answered {phrase}: its bot protection wants a browser")
    return FetchError("http_error", f"the server answered {phrase}")


def explain(problem: Exception, url: str, policy: FetchPolicy) -> tuple[Outcome, str]:
    """Give the ledger's word and a sentence for whatever went wrong."""
    match problem:
        case FetchError():
            return cast(Outcome, problem.outcome), str(problem)
        case TimeoutError():
            return "timeout", f"no complete answer within {policy.total_seconds:g} seconds"
        case httpx.ConnectTimeout():
            return "timeout", f"no connection within {policy.connect_seconds:g} seconds"
        case httpx.TimeoutException():
            return "timeout", f"the server was silent for {policy.read_seconds:g} seconds"
        case httpx.ConnectError():
            return "connect_error", f"cannot connect: {problem}"
        case httpx.InvalidURL() | UnicodeError():
            return "connect_error", f"{url!r} is not a valid URL ({problem})"
        case httpx.RemoteProtocolError() if "incomplete" in str(problem) or "without sending" in str(problem):
            return "protocol_error", "the connection closed before the whole answer had come"
        case httpx.HTTPError():
            return "protocol_error", f"the exchange broke off ({type(problem).__name__}: {problem})"
        case _:
            return "protocol_error", f"unexpected {type(problem).__name__}: {problem}"
