"""Questions in SQL from people: one statement in, columns and rows out, and errors that fit one line."""

import re
from dataclasses import dataclass
from typing import Any

import duckdb

from tasks.errors import WarehouseError


@dataclass(frozen=True, slots=True)
class QueryResult:
    """An answer: the columns' names and the rows; ``is_cut`` where there were more rows than asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    is_cut: bool = False


def run_sql(con: duckdb.DuckDBPyConnection, sql: str, max_rows: int | None = None) -> QueryResult:
    """Answer a question; raises ``WarehouseError`` with DuckDB's reason and hint in one line."""
    try:
        if not con.extract_statements(sql):
            raise WarehouseError("there is no statement to answer: type one, such as 'from events limit 10'")
        # A cursor of its own: an answer that was cut leaves nothing unfinished on the connection.
        with con.cursor() as cursor:
            cursor.execute(sql)
            rows = cursor.fetchall() if max_rows is None else cursor.fetchmany(max_rows + 1)
            columns = tuple(column[0] for column in cursor.description or ())
    except duckdb.Error as error:
        raise WarehouseError(explain(error)) from error
    return QueryResult(columns, tuple(rows[:max_rows]), max_rows is not None and len(rows) > max_rows)


def explain(error: duckdb.Error) -> str:
    """DuckDB's message in one line: the reason and its hint, without the class and the echo of the query."""
    message = re.split(r"\n+LINE \d+:", str(error).strip())[0]
    line = " ".join(part.strip() for part in message.splitlines() if part.strip())
    return re.sub(r"^[A-Z][\w ]*? Error: ", "", line)
