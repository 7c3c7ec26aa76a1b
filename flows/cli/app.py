"""The ``daybook`` command: its options and its list of commands."""

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.cli import (
    code,
    codebook,
    compact,
    doctor,
    explain,
    export,
    feeds,
    recluster,
    recode,
    replay,
    report,
    review,
    run,
    search,
    sql,
    up,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="First time here?  daybook run --sample   and then   daybook sql",
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"daybook {version('daybook')}")
        raise typer.Exit


@app.callback()
def daybook(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="Where the data lies (DAYBOOK_HOME).", show_default=False)
    ] = None,
    feeds_file: Annotated[
        Path | None, typer.Option("--feeds", help="The list of feeds (DAYBOOK_FEEDS).", show_default=False)
    ] = None,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    """Turn the news feeds you choose into an events table that you can query, and check."""
    from flows.settings import load_settings

    context.obj = load_settings(home, feeds_file)
    own_names = context.obj.home / "codebook"
    if own_names.is_dir():
        # The environment reaches the processes that code (see tasks/extract/own_codebook.py).
        os.environ.setdefault("DAYBOOK_CODEBOOK", str(own_names))


app.command("run")(run.run)
app.command("up")(up.up)
app.command("sql")(sql.sql)
app.command("report")(report.report)
app.command("search")(search.search)
app.command("explain")(explain.explain)
app.command("review")(review.review)
app.command("recluster")(recluster.recluster)
app.command("recode")(recode.recode)
app.command("replay")(replay.replay)
app.command("code")(code.code)
app.command("doctor")(doctor.doctor)
app.command("compact")(compact.compact)
app.add_typer(feeds.app, name="feeds")
app.add_typer(export.app, name="export")
app.add_typer(codebook.app, name="codebook")
