"""How listings are printed: a table for a person, JSON lines or CSV for a program."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

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
    """Print one JSON array of objects, times in ISO 8601."""
    print(
        json.dumps(
            [dict(zip(columns, row, strict=True)) for row in rows],
            default=_plain,
            ensure_ascii=False,
            indent=1,
        )
    )


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print CSV with a header."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> object:
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return value.isoformat() if isinstance(value, datetime | date) else value


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, list | tuple):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("name") or json.dumps(value, default=_plain, ensure_ascii=False))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _plain(value: Any) -> object:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
