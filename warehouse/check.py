"""Data rules: a query a rule in ``warehouse/checks``, and every row that it gives is a violation."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tasks.errors import CheckFailed, WarehouseError
from warehouse.arrow import TEXT, Column, registered, table
from warehouse.sql_files import read_sql

FOLDER = Path(__file__).parent / "checks"
ROWS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, from a file whose first line is ``-- hard: ...`` or ``-- soft: ...``.

    A hard rule that is violated rolls the load back; a soft one is recorded.
    """

    name: str
    is_hard: bool
    meaning: str
    sql: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a rule found: the rows that violate it, none where all is well."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    is_hard: bool = False
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a run's load found of a rule: how many rows violate it, and the first of them as text."""

    rule: str
    is_hard: bool
    violations: int
    first_rows: tuple[str, ...]
    meaning: str


@cache
def read_checks(folder: Path = FOLDER) -> tuple[Check, ...]:
    """The rules in ``folder``, by name."""
    return tuple(_read_check(path) for path in sorted(folder.glob("*.sql")))


def run_checks(con: duckdb.DuckDBPyConnection, run_id: str | None = None) -> tuple[CheckResult, ...]:
    """Run every rule, over all rows or over those that one run wrote."""
    return tuple(
        CheckResult(
            check.name,
            tuple(con.execute(check.sql, {"run_id": run_id}).fetchall()),
            check.is_hard,
            check.meaning,
        )
        for check in read_checks()
    )


def store_results(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Check what a run wrote and keep the results; raises ``CheckFailed`` where a hard rule is violated."""
    results = run_checks(con, run_id)
    broken = [result for result in results if result.rows and result.is_hard]
    if broken:
        raise CheckFailed("; ".join(_told(result) for result in broken))
    con.execute("DELETE FROM check_results WHERE run_id = ?", [run_id])
    with registered(con, {"incoming_results": _results_table(results)}):
        con.execute(read_sql("insert_check_results"), {"run_id": run_id})


def findings_of(con: duckdb.DuckDBPyConnection, run_id: str) -> tuple[Finding, ...]:
    """What a run's load found, most violations first; none where the run loaded nothing."""
    meanings = {check.name: check.meaning for check in read_checks()}
    rows = con.execute(read_sql("select_check_results"), {"run_id": run_id}).fetchall()
    return tuple(
        Finding(rule, is_hard, violations, tuple(first_rows), meanings.get(rule, "a rule of before"))
        for rule, is_hard, violations, first_rows in rows
    )


def _results_table(results: Sequence[CheckResult]) -> Any:
    return table(
        Column("rule", TEXT, [result.name for result in results]),
        Column("is_hard", pa.bool_(), [result.is_hard for result in results]),
        Column("violations", pa.int64(), [len(result.rows) for result in results]),
        Column("first_rows", pa.list_(TEXT), [_first_rows(result) for result in results]),
    )


def _read_check(path: Path) -> Check:
    sql = path.read_text(encoding="utf-8")
    severity, _, meaning = sql.splitlines()[0].removeprefix("-- ").partition(": ")
    if severity not in {"hard", "soft"}:
        raise WarehouseError(f"{path}: the first line must say '-- hard: ...' or '-- soft: ...'")
    return Check(path.stem, severity == "hard", meaning, sql)


def _told(result: CheckResult) -> str:
    return (
        f"{result.name} ({result.meaning}): {len(result.rows)} rows, such as {', '.join(_first_rows(result))}"
    )


def _first_rows(result: CheckResult) -> list[str]:
    return [" | ".join(str(value) for value in row) for row in result.rows[:ROWS_SHOWN]]
