"""``daybook export``: the events as files, in the shapes that other programs read."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse.export import Exported, WrittenFile

app = typer.Typer(invoke_without_command=True)
FORMATS = ("parquet", "csv", "gdelt", "acled", "polecat", "ucdp", "geojson", "plover-json")
WRITTEN = ("file", "rows", "bytes")

Since = Annotated[
    str | None, typer.Option(help="First day of the events: 2026-11-09, or 7d, 2w back.", show_default=False)
]
Until = Annotated[str | None, typer.Option(help="Last day, as --since.", show_default=False)]
Dest = Annotated[
    Path | None, typer.Option(help="Folder to write to; else exports in the home.", show_default=False)
]
Replace = Annotated[bool, typer.Option("--replace", help="Write over files that are there already.")]
Json = Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")]
Sample = Annotated[
    bool, typer.Option("--sample", help="Export the sample's data, also where there is real data.")
]


@app.callback()
def export(
    context: typer.Context,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}.")
    ] = "parquet",
    since: Since = None,
    until: Until = None,
    dest: Dest = None,
    replace: Replace = False,
    as_json: Json = False,
    sample: Sample = False,
) -> None:
    """Write the published events to files: tables (parquet, csv), a map (geojson), PLOVER's records (plover-json), or
    the columns of GDELT 2.0 (gdelt: tab-separated, no header), ACLED, POLECAT or UCDP's GED.

    They are for your own use: they have headlines and sentences of news. To publish data: daybook export release.
    """
    from tasks.errors import ConfigError
    from warehouse.export import ExportRequest
    from warehouse.export import export as write_export
    from warehouse.publish import open_published

    if context.invoked_subcommand is not None:
        if since or until or dest or replace or as_json or sample:
            raise ConfigError("options go after the word: daybook export release --since 2026-11-09")
        return
    if format_ not in FORMATS:
        raise ConfigError(f"--format {format_!r}: choose one of {', '.join(FORMATS)}")
    settings = _readable(context, sample)
    first, last = _days(since, until)
    with open_published(settings.published_path) as connection:
        request = ExportRequest(format_, dest or settings.home / "exports", first, last, replace)
        exported = write_export(connection, request)
    _tell(
        exported, as_json, "on the map: events without a place are left out" if format_ == "geojson" else ""
    )


@app.command()
def release(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    dest: Dest = None,
    as_json: Json = False,
    sample: Sample = False,
) -> None:
    """Write a folder that may be published: Parquet and CSV without headlines, sentences and texts, with data
    dictionary, codebook, licence notes and checksums."""
    from flows.codebook_table import codebook_table
    from warehouse.publish import open_published
    from warehouse.release import ReleaseRequest, write_release

    settings = _readable(context, sample)
    first, last = _days(since, until)
    with open_published(settings.published_path) as connection:
        request = ReleaseRequest(
            dest or settings.home / "exports", first, last, settings.sample, codebook_table()
        )
        exported = write_release(connection, request)
    _tell(exported, as_json, "")


def _readable(context: typer.Context, sample: bool) -> "Settings":
    from flows.cli.output import console
    from flows.settings import Settings

    settings = context.obj.for_sample() if sample else context.obj.readable()
    assert isinstance(settings, Settings)
    if settings.sample and not sample:
        console(stderr=True).print("[dim](sample data: `daybook run` fetches your own feeds)[/dim]")
    return settings


def _days(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    from datetime import UTC, datetime

    from flows.cli.moments import read_day
    from tasks.errors import ConfigError

    now = datetime.now(UTC)
    first, last = read_day(since, now, "--since"), read_day(until, now, "--until")
    if first and last and first > last:
        raise ConfigError(f"--since {first} lies after --until {last}")
    return first, last


def _tell(exported: "Exported", as_json: bool, note: str) -> None:
    from flows.cli import output

    rows = [_row(one) for one in exported.files]
    if as_json:
        output.print_json(WRITTEN, rows)
    elif rows:
        output.print_table(WRITTEN, rows)
        typer.echo(
            f"{exported.events} events from {exported.first} to {exported.last}{note and f' ({note})'}"
        )
    elif exported.first is None:
        typer.echo("nothing written: there are no events yet; type 'daybook run' first")
    else:
        typer.echo(
            f"nothing written: there are no events on these days; there are some from {exported.first} to"
            f" {exported.last}"
        )


def _row(written: "WrittenFile") -> tuple[str, int, int]:
    return str(written.path), written.rows, written.bytes
