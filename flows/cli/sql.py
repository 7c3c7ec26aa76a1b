"""``daybook sql``: questions to the published copy, one at a time or in a shell."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from flows.settings import Settings

HELP = """\
End a statement with ; and Enter.
  .tables          the tables and views
  .columns TABLE   its columns, and what they mean
  .examples        questions to begin with
  .quit            leave (also Ctrl-D)"""

EXAMPLES = """\
select event_date, event_type, actor_name, recipient_name, place_name from events order by event_date desc limit 10;
select event_type, count(*) as events, sum(mentions) as mentions from events group by all order by events desc;
select field, value, sentence, outlet from evidence limit 20;
from events_asof(now() - interval 7 days) limit 10;
select outlet, status, last_ok_at, failures from feed_health order by failures desc;"""


def sql(
    context: typer.Context,
    query: Annotated[
        str | None, typer.Argument(help="One statement; without it a shell opens.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Ask the sample's data, also where there is real data.")
    ] = False,
) -> None:
    """Ask the published data in SQL. It is never locked: an ingest may be at work."""
    from warehouse.publish import open_published

    settings = readable(context, sample=sample)
    if query is None:
        _shell(settings.published_path)
    else:
        with open_published(settings.published_path) as connection:
            _answer(connection, query, as_json=as_json, as_csv=as_csv)


def readable(context: typer.Context, *, sample: bool) -> "Settings":
    """The settings whose published data are asked; says so where those are the sample's though nobody asked for it."""
    from flows.cli.output import console

    settings: Settings = context.obj.for_sample() if sample else context.obj.readable()
    if settings.sample and not sample:
        console(stderr=True).print("[dim](sample data: `daybook run` fetches your own feeds)[/dim]")
    return settings


def _answer(
    connection: "DuckDBPyConnection", query: str, *, as_json: bool = False, as_csv: bool = False
) -> None:
    from flows.cli import output
    from warehouse.query import run_sql

    result = run_sql(connection, query)
    if as_json:
        output.print_json(result.columns, result.rows)
    elif as_csv:
        output.print_csv(result.columns, result.rows)
    else:
        output.print_table(result.columns, result.rows)


def _shell(published: Path) -> None:
    from tasks.errors import DaybookError
    from warehouse.publish import open_published

    if sys.stdin.isatty():
        import readline  # noqa: F401  (its import gives input() a history)

        print(HELP)
    while (statement := _read_statement()) is not None:
        if not statement:
            continue
        try:
            # Opened anew for each question: a shell that stays open all day sees every run's data.
            with open_published(published) as connection:
                _obey(connection, statement)
        except DaybookError as error:
            print(f"error: {error}", file=sys.stderr)


def _obey(connection: "DuckDBPyConnection", statement: str) -> None:
    command, _, rest = statement.partition(" ")
    described = "select {} from duckdb_{}() where not internal and schema_name = 'main' {} order by all"
    if command == ".tables":
        tables = described.format("table_name as name, comment", "tables", "")
        views = described.format("view_name as name, comment", "views", "")
        macros = (
            "select concat(function_name, '(', array_to_string(parameters, ', '), ')') as name, comment"
            " from duckdb_functions() where function_type = 'table_macro' and not internal order by all"
        )
        _answer(
            connection, f"from ({tables}) union all by name from ({views}) union all by name from ({macros})"
        )
    elif command == ".columns":
        name = rest.strip().rstrip(";").replace("'", "''")
        _answer(
            connection,
            "select column_name, data_type, comment from duckdb_columns() "  # noqa: S608  (quoted just above)
            f"where not internal and table_name = '{name}' order by column_index",
        )
    elif command == ".examples":
        print(EXAMPLES)
    elif command.startswith("."):
        print(HELP)
    else:
        _answer(connection, statement)


def _read_statement() -> str | None:
    """One statement or dot command; ``None`` at the end of the input or at ``.quit``."""
    lines: list[str] = []
    while True:
        try:
            line = input(("daybook> " if not lines else "    ...> ") if sys.stdin.isatty() else "")
        except EOFError:
            return "\n".join(lines).strip() or None
        except KeyboardInterrupt:
            print()
            return ""
        if not lines and line.strip().startswith("."):
            return None if line.strip().rstrip(";") in (".quit", ".exit") else line.strip()
        lines.append(line)
        if line.rstrip().endswith(";"):
            return "\n".join(lines).strip()
