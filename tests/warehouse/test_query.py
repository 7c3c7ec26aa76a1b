import pytest

from tasks.errors import WarehouseError
from warehouse.query import QueryResult, run_sql


def test_an_answer_has_columns_and_rows(con) -> None:
    assert run_sql(con, "SELECT 1 AS a, 'x' AS b") == QueryResult(("a", "b"), ((1, "x"),))


def test_no_rows_still_have_columns(con) -> None:
    result = run_sql(con, "SELECT event_id FROM events")
    assert (result.columns, result.rows) == (("event_id",), ())


@pytest.mark.parametrize("end", [";", ";;", "; -- and no more", " /* ; */ ;\n"])
def test_what_ends_a_statement_is_no_other_one(con, end: str) -> None:
    assert run_sql(con, "SELECT ';' AS a" + end).rows == ((";",),)


def test_none_of_several_statements_is_answered(con) -> None:
    with pytest.raises(WarehouseError, match="one statement at a time: these are 2"):
        run_sql(con, "CREATE TABLE made (i INTEGER); SELECT 1")
    with pytest.raises(WarehouseError, match="made does not exist"):
        run_sql(con, "FROM made")


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


@pytest.mark.parametrize("sql", ["INSERT INTO v VALUES (1)", "UPDATE v SET i = 1", "DELETE FROM v"])
def test_who_writes_to_a_view_is_told_that_it_is_read_only(con, sql: str) -> None:
    con.execute("CREATE VIEW v AS SELECT 1 AS i")
    with pytest.raises(WarehouseError, match="published data are read-only"):
        run_sql(con, sql)
