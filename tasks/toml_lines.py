"""Where things stand in a TOML text: tomllib gives values without lines, and a person wants the line."""

import re
from dataclasses import dataclass

HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.[^=]*)?\s*=(.*)$""")


@dataclass(frozen=True, slots=True)
class Section:
    """One table; lines count from 1, ``last_line`` is that of its last value."""

    name: str
    number: int  # among the tables of this name, from 0
    first_line: int
    last_line: int
    keys: dict[str, int]

    def line_of(self, key: str | None) -> int:
        """Give the line of a key, or that of the header where the key is not written here."""
        return self.keys.get(key or "", self.first_line)


Layout = dict[tuple[str, int], Section]


def sections(text: str) -> Layout:
    """List the tables of a valid TOML text by name and number; keys above the first make ``("", 0)``."""
    found = [Section("", 0, 1, 1, {})]
    counts: dict[str, int] = {}
    fence = ""  # the quotes that end the multi-line string we are in
    for number, line in enumerate(text.splitlines(), start=1):
        if not fence and (header := HEADER.match(line)):
            name = header[2]
            found.append(Section(name, counts.setdefault(name, 0), number, number, {}))
            counts[name] += 1
        elif line.strip() and (fence or not line.lstrip().startswith("#")):
            found[-1] = _extended(found[-1], number, None if fence else KEY.match(line))
        fence = _fence_after(line, fence)
    return {(section.name, section.number): section for section in found}


def section_of(layout: Layout, name: str, number: int = 0) -> Section:
    """Give a table's section; one that is written in another way (inline) counts as line 1."""
    return layout.get((name, number)) or Section(name, number, 1, 1, {})


def line_of_table(layout: Layout, name: str) -> int:
    """Give the line where a top-level name first stands, as a header or as a key."""
    section = layout.get((name, 0))
    return section.first_line if section else layout["", 0].line_of(name)


def _extended(section: Section, line: int, key: re.Match[str] | None) -> Section:
    keys = section.keys if key is None else {**section.keys, key[1].strip("\"'"): line}
    return Section(section.name, section.number, section.first_line, line, keys)


def _fence_after(line: str, fence: str) -> str:
    """Follow the multi-line strings: what looks like a header inside one is not one."""
    if fence:
        return "" if fence in line else fence
    for quotes in ('"""', "'''"):
        if line.count(quotes) == 1 and not line.lstrip().startswith("#"):
            return quotes
    return ""
