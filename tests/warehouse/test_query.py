import pytest

from tasks.errors import WarehouseError
from warehouse.query import QueryResult, run_sql


def test_an_answer_has_columns_and_rows(con) -> None:
    assert run_sql(con, "SELECT 1 AS a, 'x' AS b") == QueryResult(("a", "b"), ((1, "x"),))


def test_no_rows_still_have_columns(con) -> None:
    result = run_sql(con, "SELECT event_id FROM events")
    assert (result.columns, result.rows) == (("event_id",), ())


@pytest.mark.parametrize(("max_rows", "is_cut"), [(2, True), (3, False), (4, False)])
def test_a_long_answer_is_cut_and_says_so(con, max_rows: int, is_cut: bool) -> None:
    result = run_sql(con, "FROM range(3)", max_rows)
    assert (len(result.rows), result.is_cut) == (min(3, max_rows), is_cut)
    assert run_sql(con, "SELECT 1 AS a").rows == ((1,),)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT evnt_id FROM events", '"evnt_id" not found.*Candidate bindings: "event_id"'),
        ("FROM evnts", "evnts does not exist.*Did you mean"),
        ("SELECT FROM WHERE", "^syntax error"),
        ("SELECT st_point(1, 2)", "spatial extension"),
        ("SELECT 'x'::INTEGER", "Could not convert string 'x'"),
        ("  ", "no statement"),
        ("-- a comment alone", "no statement"),
    ],
)
def test_errors_fit_one_line_with_their_hint(con, sql: str, words: str) -> None:
    with pytest.raises(WarehouseError, match=words) as caught:
        run_sql(con, sql)
    assert "\n" not in str(caught.value)
    assert "LINE 1" not in str(caught.value)


def test_after_an_error_the_next_question_is_answered(con) -> None:
    with pytest.raises(WarehouseError):
        run_sql(con, "FROM nowhere")
    assert run_sql(con, "SELECT 1 AS a").rows == ((1,),)
