"""The rules of ``url_rules.toml``, read once and compiled."""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RULES_FILE = Path(__file__).with_name("url_rules.toml")


_COUNTED = re.compile(r"[0-9./:_-]*")  # a number, a date: it may choose a part of what the path names
_DATED_SLUG = re.compile(r"/(?:19|20)[0-9]{2}[/-](?:[0-9]{1,2}|[a-z]{3})/.*[^/]-[^/]+\Z", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"[0-9]{5}")


def names_article(path: str) -> bool:
    """Say whether a segment of a path is an article's own: a long number, a slug of five words, a slug below a date.

    Sections have names of several words, too: "/all-the-latest-news".
    """
    if _LONG_NUMBER.search(path) is not None or _DATED_SLUG.search(path) is not None:
        return True
    return any(part.count("-") + part.count("_") >= 4 for part in path.split("/"))


@dataclass(frozen=True, slots=True)
class Wrapper:
    """One kind of address that only leads to another; its ``name`` is a group of ``UrlRules.wrappers``."""

    name: str
    parameters: tuple[str, ...]
    escaped: bool
    dialect: str = ""  # how the target is written, where neither plainly nor escaped


@dataclass(frozen=True, slots=True)
class UrlRules:
    """What of an address does not tell one article from another."""

    version: int
    host_prefixes: tuple[str, ...]
    registry_levels: frozenset[str]
    host_aliases: dict[str, str]
    tail: re.Pattern[str]
    session: re.Pattern[str]
    view: re.Pattern[str]
    fragment_id: re.Pattern[str]
    fragment_trace: re.Pattern[str]
    trackers: frozenset[str]
    tracker_prefixes: tuple[str, ...]
    ambiguous: frozenset[str]
    beside_article: frozenset[str]
    trace_values: frozenset[str]
    trace_beginnings: tuple[str, ...]
    trace_ends: tuple[str, ...]
    switch_values: frozenset[str]
    switch_names: frozenset[str]
    wrapped_at: re.Pattern[str]
    wrappers: dict[str, Wrapper]

    def is_trace(self, name: str, value: str, path: str) -> bool:
        """Say whether a query parameter (both in lower case) tells only how a reader came to the path."""
        if name in self.trackers or name.startswith(self.tracker_prefixes):
            return True
        if name not in self.ambiguous:
            return False
        if not value or value in self.switch_values:
            return name in self.switch_names
        return (
            value in self.trace_values
            or value.startswith(self.trace_beginnings)
            or value.endswith(self.trace_ends)
            or (name in self.beside_article and not _COUNTED.fullmatch(value) and names_article(path))
        )

    def is_route(self, fragment: str, path: str) -> bool:
        """Say whether a fragment, ``#`` included, tells what the page shows rather than where to look on it."""
        if fragment[1] in "!/" or self.fragment_id.match(fragment):
            return True
        return not names_article(path) and self.fragment_trace.match(fragment) is None


@functools.cache
def url_rules() -> UrlRules:
    """Read the rules of the package."""
    data = tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))
    host, path, fragment, query = data["host"], data["path"], data["fragment"], data["query"]
    return UrlRules(
        version=data["version"],
        host_prefixes=tuple(host["prefixes"]),
        registry_levels=frozenset(host["registry_levels"]),
        host_aliases=dict(host["aliases"]),
        tail=_tail_pattern(path["index_names"], path["index_endings"]),
        session=re.compile(
            rf";(?:{'|'.join(path['session_names'])})=[^/;]*|/\((?:[A-Z]\([^()/]*\))+\)(?=/)", re.IGNORECASE
        ),
        view=_view_pattern(path["views"]),
        fragment_id=re.compile(rf"#(?:{'|'.join(fragment['ids'])})=[\w-]+\Z", re.IGNORECASE),
        fragment_trace=_fragment_pattern(fragment["places"], fragment["trace_beginnings"]),
        trackers=frozenset(query["trackers"]),
        tracker_prefixes=tuple(query["tracker_prefixes"]),
        ambiguous=frozenset(query["ambiguous"]),
        beside_article=frozenset(query["beside_article"]),
        trace_values=frozenset(query["trace_values"]),
        trace_beginnings=tuple(query["trace_beginnings"]),
        trace_ends=tuple(query["trace_ends"]),
        switch_values=frozenset(query["switch_values"]),
        switch_names=frozenset(query["switch_names"]),
        wrapped_at=_wrapper_pattern(data["wrapper"]),
        wrappers={
            row["name"]: Wrapper(
                row["name"],
                tuple(row.get("parameters", ())),
                row.get("escaped", False),
                row.get("dialect", ""),
            )
            for row in data["wrapper"]
        },
    )


def _tail_pattern(names: list[str], endings: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:/|%20|/(?:{'|'.join(names)})\.(?:{'|'.join(endings)}))+\Z", re.IGNORECASE)


def _view_pattern(names: list[str]) -> re.Pattern[str]:
    views = "|".join(re.escape(name).replace(r"\#", "[0-9]+") for name in names)
    return re.compile(rf"/(?:{views})\Z", re.IGNORECASE)


def _fragment_pattern(places: list[str], beginnings: list[str]) -> re.Pattern[str]:
    named, begun = ("|".join(map(re.escape, one)) for one in (places, beginnings))
    return re.compile(rf"#(?:.*=.*|[0-9]*|(?:{named})[-_]?[0-9]*|(?:{begun}).*)\Z", re.IGNORECASE | re.DOTALL)


def _wrapper_pattern(rows: list[dict[str, Any]]) -> re.Pattern[str]:
    # One pattern for all wrappers, as it is tried on every address; the group that matched says which it was.
    kinds = [
        row["at"] if f"(?P<{row['name']}>" in row["at"] else f"(?P<{row['name']}>{row['at']})" for row in rows
    ]
    return re.compile(rf"(?:{'|'.join(kinds)})\Z", re.IGNORECASE | re.DOTALL)
