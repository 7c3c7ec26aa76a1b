"""Every table, view and column in Markdown, from the schema's comments: ``python -m warehouse.columns``."""

from itertools import groupby
from pathlib import Path

import duckdb

from warehouse.migrate import migrate
from warehouse.sql_files import read_sql

PAGE = Path(__file__).parent / "COLUMNS.md"
HEAD = """# Tables, views and columns

Made from the comments in the schema by `python -m warehouse.columns`; to change it, change the comments in
`warehouse/comments/` and `warehouse/views/`. All times are UTC, all country codes ISO 3166 alpha-3 unless a
line says otherwise, and NULL means unknown. The shell of `daybook sql` tells the same: `.columns events`.
"""
TABLE_HEAD = "\n| column | type | what it holds |\n| --- | --- | --- |\n"


def render(con: duckdb.DuckDBPyConnection) -> str:
    """The page for the schema that ``con`` has."""
    rows = con.execute(read_sql("select_columns")).fetchall()
    parts = [HEAD]
    for (kind, name, comment), columns in groupby(rows, key=lambda row: row[:3]):
        parts += [f"\n## {name} ({kind})\n\n{comment}\n", TABLE_HEAD]
        parts += [_line(column, data_type, told) for *_, column, data_type, told in columns]
    return "".join(parts)


def write(page: Path = PAGE) -> None:
    """Write the page anew, from a schema made by the migrations."""
    with duckdb.connect(":memory:") as con:
        migrate(con)
        page.write_text(render(con), encoding="utf-8")


def _line(column: str, data_type: str, told: str | None) -> str:
    short_type = data_type.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ").replace('"', "")
    cell = (told or "").replace("|", "\\|")
    return f"| `{column}` | {short_type} | {cell} |\n"


if __name__ == "__main__":
    write()
