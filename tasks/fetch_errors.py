"""Addresses that may be asked, and what went wrong with an exchange, in the ledger's words."""

from http import HTTPStatus
from typing import cast

import httpcore
import httpx

from tasks.errors import FetchError
from tasks.fetch_headers import header
from tasks.hosts import is_host
from tasks.records import FetchPolicy, Outcome


class UnresolvedError(httpcore.ConnectError):
    """The name of a host leads nowhere; httpx makes a ``ConnectError`` of it and keeps it as the cause."""


def is_unresolved(problem: BaseException) -> bool:
    """Tell a name that leads nowhere from a host that does not answer."""
    return isinstance(problem.__cause__, UnresolvedError)


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
        return FetchError("blocked", f"the server answered {phrase}: its bot protection wants a browser")
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
        case httpx.ConnectError() if is_unresolved(problem):
            return "dns_error", str(problem)
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
