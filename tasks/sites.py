"""Whose server an address belongs to: what answers for one address of a site answers for all of them.

The bounds are those of the public suffix list, its private section included: two customers of one hosting
company are two sites, two subdomains of one publisher are one.
"""

import functools
from urllib.parse import urlsplit

from tld import get_fld

from tasks.hosts import is_loopback, is_network
from tasks.records import FetchPolicy
from tasks.redact import without_userinfo


def host_of(url: str) -> str:
    """Give the host of a URL in lower case, empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def site_name(url: str) -> str:
    """Give the registrable domain of a URL's host, or the URL itself where nobody registered that host.

    Behind an address, ``localhost`` or a name of one label stand proxies, whose feeds have nothing in common.
    """
    return _registrable(host_of(url)) or without_userinfo(url)


@functools.lru_cache(maxsize=200_000)
def _registrable(host: str) -> str | None:
    if "." not in host or is_network(host) or is_loopback(host):
        return None
    known = get_fld(f"http://{host}/", fail_silently=True, search_private=True)
    # Under a suffix that the list does not know, the last label is one: its own default rule.
    return known or ".".join(host.split(".")[-2:])


def is_own(url: str, policy: FetchPolicy) -> bool:
    """Tell whether a URL is served by this machine or by a stand-in of ``connect_to``: nobody to be polite to."""
    host = host_of(url)
    return _is_own_host(host) or host in {name.lower() for name, _ in policy.connect_to}


_is_own_host = functools.lru_cache(maxsize=200_000)(is_loopback)
