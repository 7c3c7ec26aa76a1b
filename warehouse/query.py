"""Questions in SQL from people: one statement in, columns and rows out, and errors that fit one line."""

import re
from dataclasses import dataclass
from typing import Any

import duckdb

from tasks.errors import WarehouseError


@dataclass(frozen=True, slots=True)
class QueryResult:
    """An answer: the columns' names and the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def run_sql(con: duckdb.DuckDBPyConnection, sql: str) -> QueryResult:
    """Answer a question of one statement; raises ``WarehouseError`` with DuckDB's reason and hint in one line."""
    try:
        statements = len(con.extract_statements(sql))
        if statements == 0:
            raise WarehouseError("there is no statement to answer: type one, such as 'from events limit 10'")
        if statements > 1:
            # DuckDB would run all of them and show the answer of the last.
            raise WarehouseError(f"one statement at a time: these are {statements}")
        with con.cursor() as cursor:
            cursor.execute(sql)
            rows = cursor.fetchall()
            columns = tuple(column[0] for column in cursor.description or ())
    except duckdb.Error as error:
        raise WarehouseError(explain(error)) from error
    return QueryResult(columns, tuple(rows))


def explain(error: duckdb.Error) -> str:
    """DuckDB's message in one line: the reason and its hint, without the class and the echo of the query."""
    message = re.split(r"\n+LINE \d+:", str(error).strip())[0]
    line = " ".join(part.strip() for part in message.splitlines() if part.strip())
    line = re.sub(r"^[A-Z][\w ]*? Error: ", "", line)
    # What is published are views: DuckDB says that they are no tables, which tells nobody what is wrong.
    is_of_views = re.match(r"\S+ is not an? table$|Can only (?:update|delete from) base table$", line)
    return (
        f"published data are read-only: ask with select, or copy them first ({line})" if is_of_views else line
    )
