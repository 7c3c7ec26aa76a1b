"""What a program reads of a listing: JSON that every parser takes, whatever DuckDB answers."""

import csv
import io
import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from flows.cli.output import print_csv, print_json, print_table
from warehouse.db import connect
from warehouse.query import run_sql


def strict(text: str) -> object:
    """As a strict parser reads it: NaN and Infinity are no JSON."""

    def refuse(word: str) -> object:
        raise ValueError(word)

    return json.loads(text, parse_constant=refuse)


VALUES = [
    (float("nan"), None),
    (float("-inf"), None),
    ([1.0, float("inf")], [1.0, None]),
    (Decimal("1.5"), 1.5),
    (Decimal("NaN"), None),
    (b"\x00\xff", "00ff"),
    (timedelta(days=1, hours=2), "PT93600S"),
    (timedelta(microseconds=-1500000), "-PT1.5S"),
    (timedelta(microseconds=1), "PT0.000001S"),
    (date(2026, 3, 2), "2026-03-02"),
    (datetime(2026, 3, 2, 12, tzinfo=UTC), "2026-03-02T12:00:00+00:00"),
    (time(12, 30), "12:30:00"),
    (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
    ({"day": date(2026, 3, 2), "parts": [b"a"]}, {"day": "2026-03-02", "parts": ["61"]}),
    ({date(2026, 3, 2): 1, 2: "x", None: 3, True: 4}, {"2026-03-02": 1, "2": "x", "null": 3, "true": 4}),
    ({(1, "a"): {1.5: Decimal(2)}}, {'[1, "a"]': {"1.5": 2.0}}),
    (("a", 2**70, True, None), ["a", 2**70, True, None]),
]


@pytest.mark.parametrize(("value", "expected"), VALUES, ids=[repr(value) for value, _ in VALUES])
def test_every_value_is_json(capsys, value: object, expected: object) -> None:
    print_json(["a"], [[value]])
    assert strict(capsys.readouterr().out) == [{"a": expected}]


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a_1", "a_2"]),
        (["a", "a_1", "a"], ["a", "a_1", "a_2"]),
        (["a", "a", "a_1"], ["a", "a_2", "a_1"]),
        ([], []),
    ],
)
def test_columns_of_one_name_are_numbered(capsys, columns: list[str], named: list[str]) -> None:
    print_json(columns, [list(range(len(columns)))])
    assert strict(capsys.readouterr().out) == [dict(zip(named, range(len(columns)), strict=True))]


ODD = """
SELECT MAP {DATE '2026-03-02': 1.5} AS a, MAP {[1]: 'x'} AS b, 'nan'::DOUBLE AS c, 1.25 AS c,
       {'t': INTERVAL 90 MINUTE, 'b': '\\xAA'::BLOB, 'l': ['infinity'::FLOAT]} AS d, '1010'::BIT AS e
"""


def test_what_duckdb_answers_is_json(capsys, tmp_path) -> None:
    with connect(tmp_path / "w.duckdb") as con:
        answer = run_sql(con, ODD)
    print_json(answer.columns, answer.rows)
    assert strict(capsys.readouterr().out) == [
        {
            "a": {"2026-03-02": 1.5},
            "b": {"key": [[1]], "value": ["x"]},
            "c": None,
            "c_1": 1.25,
            "d": {"t": "PT5400S", "b": "aa", "l": [None]},
            "e": "1010",
        }
    ]
    print_csv(answer.columns, answer.rows)
    (header, cells) = csv.reader(io.StringIO(capsys.readouterr().out))
    assert header == ["a", "b", "c", "c", "d", "e"]
    assert strict(cells[0]) == {"2026-03-02": 1.5}
    assert strict(cells[4])["t"] == "PT5400S"
    print_table(answer.columns, answer.rows)
    assert "2026-03-02" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (b"\xaa", "aa"),
        (Decimal("1.50"), "1.50"),
        (timedelta(minutes=1), "PT60S"),
        (date(2026, 3, 2), "2026-03-02"),
        (1.5, "1.5"),
        ([date(2026, 3, 2)], '["2026-03-02"]'),
    ],
)
def test_cells_of_csv(capsys, value: object, cell: str) -> None:
    print_csv(["a", "b"], [[value, "z"]])
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["a", "b"], [cell, "z"]]
