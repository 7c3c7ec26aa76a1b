"""Columns of values as Arrow tables, which DuckDB takes in bulk; an empty text is unknown: NULL."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

TEXT = pa.string()
TIME = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an incoming table: its name, type and values."""

    name: str
    kind: Any
    values: list[Any]


def texts(name: str, values: Iterable[str | None]) -> Column:
    """A text column; an empty text is NULL."""
    return Column(name, TEXT, [value or None for value in values])


def table(*columns: Column) -> Any:
    """An Arrow table of the columns."""
    return pa.table({column.name: _array(column) for column in columns})


def key_table(keys: Sequence[str]) -> Any:
    """A table of one column ``key``, to look many keys up with one join."""
    return table(Column("key", TEXT, list(keys)))


@contextmanager
def registered(con: duckdb.DuckDBPyConnection, tables: dict[str, Any]) -> Iterator[None]:
    """Let statements read the Arrow tables by their names, within the block."""
    for name, table in tables.items():
        con.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            con.unregister(name)


def _array(column: Column) -> Any:
    try:
        return pa.array(column.values, column.kind)
    except UnicodeEncodeError:
        # A feed can carry half of a surrogate pair (JSON "\\ud83d"); one "?" for it keeps every offset.
        return pa.array([_encodable(value) for value in column.values], column.kind)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_encodable(part) for part in value]
    if isinstance(value, dict):
        return {key: _encodable(part) for key, part in value.items()}
    return value
