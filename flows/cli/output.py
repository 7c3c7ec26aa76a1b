"""How listings are printed: a table for a person, JSON lines or CSV for a program."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from math import isfinite

from rich.console import Console
from rich.table import Table
from rich.text import Text

PIPE_WIDTH = 10_000  # a program that reads a table wants whole cells


def console(*, stderr: bool = False) -> Console:
    """A console that does not cut cells where its output is not a terminal."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(
        stderr=stderr, width=None if stream.isatty() else PIPE_WIDTH, highlight=False, soft_wrap=False
    )


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print rows as a table."""
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    console().print(table)


def print_json(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print one JSON array of objects, times in ISO 8601; columns of one name are numbered, as DuckDB does it."""
    names = _numbered(columns)
    print(_json([dict(zip(names, row, strict=True)) for row in rows], indent=1))


def print_object(value: object) -> None:
    """Print one JSON object, times in ISO 8601."""
    print(_json(value, indent=1))


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print CSV with a header."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _numbered(columns: Sequence[str]) -> list[str]:
    names: list[str] = []
    for column in columns:
        tries = (f"{column}_{number}" for number in count(1))
        taken = {*names, *columns}
        names.append(column if column not in names else next(name for name in tries if name not in taken))
    return names


def _cell(value: object) -> object:
    return _json(value) if isinstance(value, list | tuple | dict) else _plain(value)


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(_nested(value), ensure_ascii=False, allow_nan=False, indent=indent)


def _nested(value: object) -> object:
    """The value as JSON has it: text for keys, and null for a number that is none."""
    if isinstance(value, dict):
        return {_key(key): _nested(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_nested(part) for part in value]
    if isinstance(value, float | Decimal):
        return float(value) if isfinite(value) else None
    return value if value is None or isinstance(value, bool | int | str) else _plain(value)


def _key(key: object) -> str:
    return key if isinstance(key, str) else _json(key).strip('"')


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, list | tuple):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("name") or _json(value))
    return f"{value:g}" if isinstance(value, float) else str(_plain(value))


def _plain(value: object) -> object:
    """A scalar that JSON does not have as text, or as it is where ``str`` says it well."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = f"{abs(value) / timedelta(seconds=1):.6f}".rstrip("0").rstrip(".")
        return f"{'-' if value < timedelta() else ''}PT{seconds}S"
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
