"""The rules of ``url_rules.toml``, read once and compiled."""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RULES_FILE = Path(__file__).with_name("url_rules.toml")


@dataclass(frozen=True, slots=True)
class Wrapper:
    """One kind of address that only leads to another; its ``name`` is a group of ``UrlRules.wrappers``."""

    name: str
    parameters: tuple[str, ...]
    escaped: bool


@dataclass(frozen=True, slots=True)
class UrlRules:
    """What of an address does not tell one article from another."""

    version: int
    host_prefixes: tuple[str, ...]
    registry_levels: frozenset[str]
    host_aliases: dict[str, str]
    tail: re.Pattern[str]
    session: re.Pattern[str]
    trackers: frozenset[str]
    tracker_prefixes: tuple[str, ...]
    ambiguous: frozenset[str]
    trace_values: frozenset[str]
    trace_beginnings: tuple[str, ...]
    trace_ends: tuple[str, ...]
    switch_values: frozenset[str]
    switch_names: frozenset[str]
    wrapped_at: re.Pattern[str]
    wrappers: dict[str, Wrapper]

    def is_trace(self, name: str, value: str) -> bool:
        """Say whether a query parameter (both in lower case) tells only how a reader came here."""
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
        )


@functools.cache
def url_rules() -> UrlRules:
    """Read the rules of the package."""
    data = tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))
    host, path, query = data["host"], data["path"], data["query"]
    return UrlRules(
        version=data["version"],
        host_prefixes=tuple(host["prefixes"]),
        registry_levels=frozenset(host["registry_levels"]),
        host_aliases=dict(host["aliases"]),
        tail=_tail_pattern(path["index_names"], path["index_endings"]),
        session=re.compile(rf";(?:{'|'.join(path['session_names'])})=[^/;]*", re.IGNORECASE),
        trackers=frozenset(query["trackers"]),
        tracker_prefixes=tuple(query["tracker_prefixes"]),
        ambiguous=frozenset(query["ambiguous"]),
        trace_values=frozenset(query["trace_values"]),
        trace_beginnings=tuple(query["trace_beginnings"]),
        trace_ends=tuple(query["trace_ends"]),
        switch_values=frozenset(query["switch_values"]),
        switch_names=frozenset(query["switch_names"]),
        wrapped_at=_wrapper_pattern(data["wrapper"]),
        wrappers={
            row["name"]: Wrapper(row["name"], tuple(row.get("parameters", ())), row.get("escaped", False))
            for row in data["wrapper"]
        },
    )


def _tail_pattern(names: list[str], endings: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:/|%20|/(?:{'|'.join(names)})\.(?:{'|'.join(endings)}))+\Z", re.IGNORECASE)


def _wrapper_pattern(rows: list[dict[str, Any]]) -> re.Pattern[str]:
    # One pattern for all wrappers, as it is tried on every address; the group that matched says which it was.
    kinds = [
        row["at"] if f"(?P<{row['name']}>" in row["at"] else f"(?P<{row['name']}>{row['at']})" for row in rows
    ]
    return re.compile(rf"(?:{'|'.join(kinds)})\Z", re.IGNORECASE | re.DOTALL)
