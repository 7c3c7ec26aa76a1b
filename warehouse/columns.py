"""Every table, view and column in Markdown, from the schema's comments: ``python -m warehouse.columns``."""

from itertools import groupby
from pathlib import Path

import duckdb

from warehouse.migrate import migrate
from warehouse.sql_files import read_sql

PAGE = Path(__file__).parent / "COLUMNS.md"
README = Path(__file__).parent.parent / "README.md"
README_MARKS = ("<!-- columns of events: python -m warehouse.columns -->\n", "<!-- end -->")
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
    macros = con.execute(read_sql("select_macros")).fetchall()
    parts += [
        f"\n## {name}({', '.join(parameters)}) (macro)\n\n{told}\n" for name, parameters, told in macros
    ]
    return "".join(parts)


def render_table(con: duckdb.DuckDBPyConnection, wanted: str) -> str:
    """The columns of one table or view."""
    rows = con.execute(read_sql("select_columns")).fetchall()
    lines = [_line(column, data_type, told) for _, name, _, column, data_type, told in rows if name == wanted]
    return TABLE_HEAD + "".join(lines)


def into_readme(text: str, table: str) -> str:
    """The README with the table between its marks."""
    before, rest = text.split(README_MARKS[0])
    after = rest.split(README_MARKS[1], 1)[1]
    return f"{before}{README_MARKS[0]}{table}\n{README_MARKS[1]}{after}"


def write() -> None:
    """Write the page, and README's table of the events, anew from a schema made by the migrations."""
    with duckdb.connect(":memory:") as con:
        migrate(con)
        PAGE.write_text(render(con), encoding="utf-8")
        readme = into_readme(README.read_text(encoding="utf-8"), render_table(con, "events"))
    README.write_text(readme, encoding="utf-8")


def _line(column: str, data_type: str, told: str | None) -> str:
    short_type = data_type.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ").replace('"', "")
    cell = (told or "").replace("|", "\\|")
    return f"| `{column}` | {short_type} | {cell} |\n"


if __name__ == "__main__":
    write()
