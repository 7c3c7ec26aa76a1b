"""The feed registry: read and check ``feeds.toml``, every problem with its line."""

import dataclasses
import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.errors import ConfigError
from tasks.feeds_values import (
    DEFAULTS_RULES,
    FEED_RULES,
    FETCH_RULES,
    Rule,
    default_feed_id,
    default_outlet,
    private_hosts,
    url_key,
)
from tasks.records import Feed, FeedRegistry, FetchPolicy
from tasks.redact import without_userinfo
from tasks.toml_lines import Layout, Section, line_of_table, section_of, sections

MOST_PROBLEMS_SHOWN = 20
TABLES = ("defaults", "fetch", "feed")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in the file."""

    line: int
    sentence: str


def load_registry(path: Path) -> FeedRegistry:
    """Read a ``feeds.toml``; raises ``ConfigError`` naming file and line of everything that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as problem:
        raise ConfigError("there is no such file; `daybook feeds add URL` makes one", path) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise ConfigError(f"cannot be read ({problem})", path) from problem
    return read_registry(text, path)


def read_registry(text: str, path: Path | str) -> FeedRegistry:
    """Check the text of a ``feeds.toml``; ``path`` is only named in errors."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _syntax_error(problem, text, path) from problem
    layout, problems = sections(text), list[Problem]()
    _check_tables(data, layout, problems)
    defaults = _checked(_table(data, "defaults"), DEFAULTS_RULES, section_of(layout, "defaults"), problems)
    fetch = _checked(_table(data, "fetch"), FETCH_RULES, section_of(layout, "fetch"), problems)
    feeds = _feeds(_blocks(data), defaults, layout, problems)
    if problems:
        raise _joined(problems, path)
    return FeedRegistry(tuple(feeds), _policy(fetch), str(path))


def with_private_hosts(policy: FetchPolicy, hosts: Iterable[str]) -> FetchPolicy:
    """Allow more private hosts (``DAYBOOK_ALLOW_PRIVATE_HOSTS``); raises ``ConfigError`` for a bad one."""
    try:
        more = private_hosts([host.strip() for host in hosts if host.strip()])
    except ValueError as problem:
        raise ConfigError(f"DAYBOOK_ALLOW_PRIVATE_HOSTS: {problem}") from problem
    return dataclasses.replace(policy, allow_private_hosts=(*policy.allow_private_hosts, *more))


def _feeds(
    blocks: list[Any], defaults: Mapping[str, Any], layout: Layout, problems: list[Problem]
) -> list[Feed]:
    feeds, ids, urls = list[Feed](), dict[str, int](), dict[str, int]()
    for number, block in enumerate(blocks):
        section = section_of(layout, "feed", number)
        before = len(problems)
        values = _checked(block, FEED_RULES, section, problems)
        if "url" not in block:
            problems.append(Problem(section.first_line, "this [[feed]] has no url"))
        if len(problems) > before:
            continue
        feed = _feed({**defaults, **values})
        is_new = _check_new(url_key(feed.url), "url", without_userinfo(feed.url), section, urls, problems)
        if is_new and _check_new(feed.feed_id, "id", feed.feed_id, section, ids, problems):
            feeds.append(feed)
    return feeds


def _feed(values: Mapping[str, Any]) -> Feed:
    url = values["url"]
    others = {key: value for key, value in values.items() if key not in ("url", "id", "outlet")}
    return Feed(
        feed_id=values.get("id") or default_feed_id(url),
        url=url,
        outlet=values.get("outlet") or default_outlet(url),
        **others,
    )


def _policy(values: Mapping[str, Any]) -> FetchPolicy:
    settings = {key: value for key, value in values.items() if key != "contact"}
    if "contact" in values and "user_agent" not in values:
        settings["user_agent"] = f"Daybook/0.1 (news feed reader; {values['contact']})"
    return FetchPolicy(**settings)


def _checked(
    table: Mapping[str, Any], rules: Mapping[str, Rule], section: Section, problems: list[Problem]
) -> dict[str, Any]:
    """Check every key of a table; problems are collected, and the good values given."""
    good: dict[str, Any] = {}
    for key, value in table.items():
        if key not in rules:
            problems.append(Problem(section.line_of(key), _unknown("key", key, rules)))
            continue
        try:
            good[key] = rules[key](value)
        except ValueError as problem:
            problems.append(Problem(section.line_of(key), f"{key} {problem}"))
    return good


def _check_new(
    key: str, what: str, shown: str, section: Section, seen: dict[str, int], problems: list[Problem]
) -> bool:
    line = section.line_of(what)
    if key not in seen:
        seen[key] = line
        return True
    hint = "" if what in section.keys else "; give this feed an id of its own"
    problems.append(Problem(line, f"{what} {shown!r} is already used in line {seen[key]}{hint}"))
    return False


def _check_tables(data: Mapping[str, Any], layout: Layout, problems: list[Problem]) -> None:
    for name in data:
        if name not in TABLES:
            problems.append(Problem(line_of_table(layout, name), _unknown("table", name, TABLES)))
        elif name != "feed" and not isinstance(data[name], dict):
            problems.append(Problem(line_of_table(layout, name), f"{name} has to be a table: [{name}]"))
    blocks = data.get("feed", [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        line = line_of_table(layout, "feed")
        problems.append(Problem(line, "feed has to be written [[feed]], in double brackets"))
    elif not blocks:
        problems.append(Problem(1, "there is no [[feed]] block; `daybook feeds add URL` makes one"))


def _table(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = data.get(name, {})
    return table if isinstance(table, dict) else {}


def _blocks(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    blocks = data.get("feed", [])
    return [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    hint = f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"
    return f"unknown {what} {name!r}{hint}"


def _syntax_error(problem: tomllib.TOMLDecodeError, text: str, path: Path | str) -> ConfigError:
    sentence, _, place = str(problem).partition(" (at ")
    words = place.rstrip(")").replace(",", "").split()
    line = int(words[1]) if words[:1] == ["line"] else text.count("\n") + 1
    return ConfigError(f"not valid TOML: {sentence}", path, line)


def _joined(problems: list[Problem], path: Path | str) -> ConfigError:
    """Tell of all problems at once, a line each, in the file's order."""
    ordered = sorted(problems, key=lambda problem: problem.line)
    first, others = ordered[0], ordered[1:MOST_PROBLEMS_SHOWN]
    lines = [first.sentence, *(f"{path}:{problem.line}: {problem.sentence}" for problem in others)]
    if len(ordered) > MOST_PROBLEMS_SHOWN:
        lines.append(f"... and {len(ordered) - MOST_PROBLEMS_SHOWN} more")
    return ConfigError("\n".join(lines), path, first.line)
