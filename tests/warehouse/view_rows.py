"""Actors, and one mention loaded and read back, as the tests of the views share them."""

from typing import Any

import duckdb

from tasks.records import Actor
from tests.warehouse.conftest import Make
from warehouse.load import load_run

UNITED_NATIONS = Actor("U.N.", "United Nations", "UNO", "")
TROOPS = Actor("troops", "Venezuelan troops", "VEN", "MIL")
VILLAGERS = Actor("a village", "villagers", "VEN", "CVL")


def load(con: duckdb.DuckDBPyConnection, make: Make, **values: object) -> None:
    load_run(con, make.batch(articles=(make.article(),), mentions=(make.mention(**values),)))


def one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    (row,) = con.execute(sql).fetchall()
    return row


def columns(con: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    return [name for name, *_ in con.execute(f"DESCRIBE {view}").fetchall()]
