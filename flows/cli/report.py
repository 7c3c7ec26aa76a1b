"""``daybook report``: what came in since yesterday, in the order in which a person wants to know it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

MOST = 500


def report(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="2026-11-09, 2026-11-09T07:00, or 24h, 7d back.")] = "24h",
    until: Annotated[
        str | None, typer.Option(help="The last day, or how far back as --since.", show_default=False)
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="ISO 3166 code or English name: events there, or by or to it.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many events to show.")] = 20,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write it as one page, with a map, that needs no network."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Ask the sample's data, also where there is real data.")
    ] = False,
) -> None:
    """Tell what came in: what is more than usual, where, the events that most owners report, and feeds in trouble.

    Events are those that Daybook first saw in the span of time; what happened more than 30 days before it, and is only
    recalled now, is counted and left out. What is "more than usual" is
    told of the last day of it and the day before (see the view spikes); coverage is how much of what feeds usually
    deliver came in on that day, so that fewer reports are not taken for fewer events.
    """
    from dataclasses import asdict

    from flows.cli import output, reported
    from flows.cli.moments import read_moment
    from flows.cli.sql import readable
    from flows.report_page import page_of
    from tasks.errors import ConfigError
    from warehouse.publish import open_published
    from warehouse.read import country_code
    from warehouse.report import Scope
    from warehouse.report import report as report_of

    now = datetime.now(UTC)
    first, last = read_moment(since, now, "--since") or now, read_moment(until, now, "--until", ends=True)
    if first >= (last or now):
        raise ConfigError(f"--since {since} is not before --until {until or 'now'}")
    with open_published(readable(context, sample=sample).published_path) as connection:
        code = country_code(connection, country) if country is not None else None
        if country is not None and code is None:
            raise ConfigError(
                f"--country {country!r}: no such country; give an ISO 3166 code such as UKR, or its English name"
            )
        told = report_of(connection, Scope(first, last or now, code, limit))
    if html is not None:
        _write(html, page_of(told))
    if as_json:
        output.print_object(asdict(told))
    elif html is None:
        reported.print_report(told, output.console())
    else:
        typer.echo(f"wrote {html}")


def _write(path: Path, page: str) -> None:
    from tasks.errors import ConfigError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"--html cannot be written ({error.strerror})", path) from error
