"""``daybook feeds``: the list of feeds, how each is doing, and lists to and from other readers."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    help="The feeds you poll: list, add, remove, check, discover, import and export them.",
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_feeds(context: typer.Context, as_json: Json = False) -> None:
    """Show every feed with its state: the failing ones and why."""
    from flows.cli import output
    from flows.feed_lists import LISTED, listed_feeds

    rows = listed_feeds(context.obj)
    if as_json:
        output.print_json(LISTED, rows)
    else:
        output.print_table(LISTED, rows)


@app.command()
def check(
    context: typer.Context,
    feeds: Annotated[
        list[str] | None, typer.Argument(metavar="[URL|ID]...", help="All, where none is named.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Try feeds now, without storing anything: what is wrong with each, and what to do about it."""
    from datetime import UTC, datetime

    from flows.cli import output
    from flows.feed_checks import CHECKED, check_feeds

    verdicts = check_feeds(context.obj, feeds or [], datetime.now(UTC))
    rows = [(verdict.feed_id, verdict.state, verdict.sentence, verdict.advice) for verdict in verdicts]
    if as_json:
        output.print_json(CHECKED, rows)
    else:
        output.print_table(CHECKED, rows)
    if any(verdict.state == "failed" for verdict in verdicts):
        raise typer.Exit(1)


@app.command()
def discover(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Any page of the site.")],
    as_json: Json = False,
) -> None:
    """Find the feeds of a site: what its pages announce, and where feeds usually are."""
    from dataclasses import astuple
    from datetime import UTC, datetime

    from flows.cli import output
    from flows.feed_checks import DISCOVERED, discover_feeds

    found = discover_feeds(context.obj, url, datetime.now(UTC))
    rows = [astuple(feed) for feed in found]
    if as_json:
        output.print_json(DISCOVERED, rows)
    elif rows:
        output.print_table(DISCOVERED, rows)
    if not found:
        typer.echo(f"{url}: no feed, neither announced nor where feeds usually are", err=True)
        raise typer.Exit(1)


@app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The feed's URL.")],
    feed_id: Annotated[str | None, typer.Option("--id", help="A short name.", show_default=False)] = None,
    outlet: Annotated[str | None, typer.Option(help="The publisher.", show_default=False)] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166 alpha-3.", show_default=False)] = None,
    language: Annotated[str | None, typer.Option(help="BCP 47, e.g. en.", show_default=False)] = None,
    owner: Annotated[str | None, typer.Option(help="Who owns the publisher.", show_default=False)] = None,
    state_affiliated: Annotated[
        bool, typer.Option("--state-affiliated", help="The state decides what it says.")
    ] = False,
) -> None:
    """Add a feed to feeds.toml; comments and order stay."""
    from flows.feed_lists import add_to_file
    from tasks.feeds_values import default_feed_id, default_outlet
    from tasks.records import Feed

    feed = Feed(
        feed_id=feed_id or default_feed_id(url),
        url=url,
        outlet=outlet or default_outlet(url),
        country=country,
        language=language,
        owner=owner,
        state_affiliated=state_affiliated,
    )
    typer.echo(add_to_file(context.obj, feed))


@app.command()
def remove(context: typer.Context, feed_id: Annotated[str, typer.Argument(help="The feed's id.")]) -> None:
    """Take a feed out of feeds.toml; what it brought stays in the warehouse."""
    from flows.feed_lists import remove_from_file

    typer.echo(remove_from_file(context.obj, feed_id))


@app.command("import")
def import_feeds(
    context: typer.Context,
    opml: Annotated[Path, typer.Argument(metavar="FILE.opml", help="From any feed reader.")],
) -> None:
    """Add the feeds of an OPML file to feeds.toml; those that are there already stay as they are."""
    from flows.feed_lists import import_into_file

    typer.echo(import_into_file(context.obj, opml))


@app.command("export")
def export_feeds(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE.opml", help="Else standard output.")
    ] = None,
) -> None:
    """Write the list as OPML, for any feed reader."""
    from tasks.opml import export_opml

    text = export_opml(context.obj.registry().feeds, "Daybook")
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text, encoding="utf-8")
        typer.echo(f"wrote {out}")
