import duckdb

from warehouse.columns import PAGE, render
from warehouse.migrate import migrate


def test_the_page_is_what_the_schema_says() -> None:
    with duckdb.connect() as con:
        migrate(con)
        assert PAGE.read_text(encoding="utf-8") == render(con), "run: python -m warehouse.columns"


def test_the_page_tells_every_table_and_view() -> None:
    page = PAGE.read_text(encoding="utf-8")
    with duckdb.connect() as con:
        migrate(con)
        names = con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT internal"
            " UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
    assert [name for (name,) in names if f"## {name} (" not in page] == []
