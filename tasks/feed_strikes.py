"""What a failed poll weighs: a name that leads nowhere today is less of a sign than a page that says no.

The weights are those that Media Cloud's fetcher has run with for years; a feed is never given up.
"""

from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus

from tasks.records import FetchResult, Outcome
from tasks.sites import host_of

HARD, SOFT, TEMPORARY = 1.0, 0.5, 0.25
_WEIGHTS: dict[Outcome, float] = {
    "dns_error": TEMPORARY,
    "connect_error": SOFT,
    "timeout": SOFT,
    "protocol_error": SOFT,
    "not_a_feed": SOFT,
    "bad_feed": SOFT,
}
# Taken down today, back tomorrow; busy; broken: none of it says that the address is wrong.
_SOFT_STATUSES = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS})
UNREACHED: frozenset[Outcome] = frozenset({"dns_error", "connect_error"})
# So many hosts at once do not fail by themselves: below that, two dead feeds of three would be "our network".
ENOUGH_HOSTS, MOST_FAILING = 20, 0.5


def strike(result: FetchResult) -> float:
    """Give the weight of a failure."""
    if result.outcome == "http_error":
        status = result.status or 0
        return SOFT if status in _SOFT_STATUSES or status >= 500 else HARD
    return _WEIGHTS.get(result.outcome, HARD)


def is_unreached(result: FetchResult) -> bool:
    """Tell whether not even a connection came about."""
    return result.outcome in UNREACHED or (result.outcome == "timeout" and result.status is None)


def is_outage(results: Iterable[FetchResult]) -> bool:
    """Tell whether so many hosts cannot be reached that it must be our own network."""
    reached: dict[str, bool] = defaultdict(bool)
    for result in results:
        reached[host_of(result.url)] |= not is_unreached(result)
    failing = sum(not any_answer for any_answer in reached.values())
    return len(reached) >= ENOUGH_HOSTS and failing > MOST_FAILING * len(reached)
