"""One key for all the addresses of an article: compared and stored, never fetched."""

import re
import unicodedata
from urllib.parse import quote, unquote

import ada_url

from tasks.url_rules import UrlRules, names_article, url_rules

MAX_LENGTH = 8_000
_LINE_NOISE = re.compile(r"[\t\r\n]+")
_AMPERSANDS = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_KEPT_ESCAPE = re.compile(r"(%[0-9A-F]{2})")
_INNER_MOBILE = re.compile(r"\.m\.(?=[^.]+\.[^.]+)")
_DOT_SEGMENTS = re.compile(r"/\.{1,2}(?=/|\Z)")
_DATED = re.compile(r"/(?:19|20)[0-9]{2}/.*[0-9]/[^/]+\Z")
_SLASHES = re.compile(r"//+")
_AMP_END = re.compile(
    r"(?P<stem>/.*?)(?:/amp(?:\.html?)?|(?P<file>\.amp)(?P<html>\.html?)?)\Z", re.IGNORECASE
)
# Not the viewers' `/amp/s/HOST/...`: those addresses lead to another, and are told by the wrappers.
_AMP_START = re.compile(r"/(?:platform/)?(?:google-)?amp(?=/.)(?!/s/|/[^/]+\.[^/]+/)", re.IGNORECASE)
_AMP_INSIDE = re.compile(r"(?P<stem>/[^/]+(?:/[^/]+)?)/amp(?P<rest>/[^/]+)\Z", re.IGNORECASE)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PLAIN_IN_PATH = _UNRESERVED | frozenset("!'()*,:@")
_PLAIN_IN_QUERY = _UNRESERVED | frozenset("!()*,:@/[]")


def canonical_url(url: str) -> str | None:
    """Give the key under which all addresses of one article fall together, or None for no web address.

    Idempotent. The scheme becomes https except on hosts of one's own (an IP address, a single name, a port),
    where it and the port are part of the key.
    """
    parsed = _parse(url)
    if parsed is None:
        return None
    rules = url_rules()
    host, own = parsed.hostname.rstrip("."), _is_own_host(parsed)
    if not host:
        return None
    site = f"{parsed.protocol}//{host}" if own else f"https://{_public_host(host, rules)}"
    if parsed.port:
        site += f":{parsed.port}"
    path = _tidy_path(parsed.pathname, rules)
    pairs = _tidy_query(parsed.search, path, rules) if len(parsed.search) > 1 else []
    fragment = parsed.hash if len(parsed.hash) > 2 and rules.is_route(parsed.hash, path) else ""
    search = "?" + "&".join(pairs) if pairs else ""
    if not own:
        inner = _unwrap(site.removeprefix("https://"), path, pairs, search + fragment, rules)
        if inner is not None:
            return inner
    return f"{site}{path}{search}{fragment}"


def is_home_page(canonical: str) -> bool:
    """Say whether a canonical URL is a site's front page, which names no article."""
    return canonical.count("/") == 3 and canonical.endswith("/")


def has_own_page(canonical: str | None) -> bool:
    """Say whether a canonical URL is of a page that holds one article, rather than of an anchor among others."""
    if canonical is None:
        return False
    _, mark, fragment = canonical.partition("#")
    return not mark or fragment[:1] in ("!", "/") or "=" in fragment


def _parse(url: str) -> ada_url.URL | None:
    text = _LINE_NOISE.sub("", url).strip()
    if len(text) > MAX_LENGTH:
        return None
    while "&" in text and (plain := _AMPERSANDS.sub("&", text)) != text:
        text = plain
    if text.startswith("//"):
        text = f"https:{text}"
    elif text[:4].lower() == "www.":
        text = f"https://{text}"
    try:
        parsed = ada_url.URL(text)
    except ValueError:
        return None
    return parsed if parsed.protocol in ("https:", "http:") else None


def _is_own_host(parsed: ada_url.URL) -> bool:
    host = parsed.hostname.rstrip(".")
    is_address = parsed.host_type != ada_url.HostType.DEFAULT
    return bool(parsed.port) or is_address or "." not in host or host.endswith(".localhost")


def _public_host(host: str, rules: UrlRules) -> str:
    host = _INNER_MOBILE.sub(".", host)
    while host.startswith(rules.host_prefixes):
        rest = host.partition(".")[2]
        first, _, last = rest.partition(".")
        if not last or (len(last) == 2 and first in rules.registry_levels):
            break
        host = rest
    return rules.host_aliases.get(host, host)


def _tidy_path(path: str, rules: UrlRules) -> str:
    if "%" in path:
        path = _tidy_escapes(path, _PLAIN_IN_PATH)
    if "&" in path:
        path = _AMPERSANDS.sub("&", path)
    before = None
    while path != before:
        before = path
        if ";" in path or "/(" in path:
            path = rules.session.sub("", path)
        if "/." in path:
            path = _DOT_SEGMENTS.sub("", path)
        if "//" in path:
            path = _SLASHES.sub("/", path)
        path = _without_view(_without_amp(rules.tail.sub("", path)), rules)
    return path or "/"


def _without_view(path: str, rules: UrlRules) -> str:
    found = rules.view.search(path)
    return path[: found.start()] if found and _looks_like_article(path[: found.start()]) else path


def _without_amp(path: str) -> str:
    if "amp" not in path and "AMP" not in path:
        return path
    if (end := _AMP_END.match(path)) and _looks_like_article(end["stem"]):
        path = end["stem"] + (end["html"] or "")
    if (inner := _AMP_INSIDE.match(path)) and names_article(inner["rest"]):
        path = inner["stem"] + inner["rest"]
    if (start := _AMP_START.match(path)) and _looks_like_article(path[start.end() :]):
        path = path[start.end() :]
    return path


def _looks_like_article(path: str) -> bool:
    # A section called "amp" is no AMP page: an article's own segment has a hyphen, a digit or an ending, or a
    # date before it.
    return _DATED.search(path) is not None or any(
        mark in "-._" or mark.isdigit() for mark in path.rpartition("/")[2]
    )


def _tidy_query(search: str, path: str, rules: UrlRules) -> list[str]:
    pairs = set()
    for part in search[1:].split("&"):
        name, equals, value = part.replace("+", "%20").partition("=")
        if "%" in part or "+" in part:
            name, value = _tidy_escapes(name, _PLAIN_IN_QUERY), _tidy_escapes(value, _PLAIN_IN_QUERY)
        while name[:4].lower() == "amp;":
            name = name[4:]
        blank = not value if equals else not name
        if not blank and not rules.is_trace(name.lower(), value.lower(), path):
            pairs.add(name + equals + value)
    return sorted(pairs)


def _tidy_escapes(piece: str, plain: frozenset[str]) -> str:
    if "%" not in piece:
        return piece
    shown = _ESCAPES.sub(lambda run: _show(run[0], plain), piece)
    if shown.isascii():
        return shown
    # Composed between the escapes that stay: a combining mark must not join the last digit of one.
    parts = _KEPT_ESCAPE.split(shown)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(char if char.isascii() else quote(char) for char in "".join(parts))


def _show(run: str, plain: frozenset[str]) -> str:
    decoded = bytes.fromhex(run.replace("%", "")).decode("utf-8", "surrogateescape")
    return "".join(
        char
        if char in plain or (char > "\x7f" and not "\udc80" <= char <= "\udcff")
        else f"%{ord(char) & 0xFF:02X}"
        for char in decoded
    )


def _unwrap(host: str, path: str, pairs: list[str], rest: str, rules: UrlRules) -> str | None:
    found = rules.wrapped_at.match(host + path)
    if found is None or found.lastgroup is None:
        return None
    wrapper = rules.wrappers[found.lastgroup]
    if not wrapper.parameters:
        target = unquote(found[wrapper.name]) if wrapper.escaped else found[wrapper.name] + rest
        target = re.sub(r"\A(https?):/+", r"\1://", target, flags=re.IGNORECASE)
        return canonical_url(target if "://" in target[:9] else f"https://{target}")
    values = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    named = (values[name] for name in wrapper.parameters if name in values)
    targets = (_proofpoint(value) if wrapper.dialect == "proofpoint" else unquote(value) for value in named)
    return next((key for target in targets if (key := canonical_url(target))), None)


def _proofpoint(value: str) -> str:
    # A hyphen stands for the per cent sign, an underscore for the slash.
    return unquote(value.replace("_", "/").replace("-", "%"))
