"""``daybook explain``: why an event is there, and what became of an article."""

from typing import Annotated

import typer


def explain(
    context: typer.Context,
    event_id: Annotated[
        str | None,
        typer.Argument(metavar="[EVENT_ID]", help="The event's id, or how it begins.", show_default=False),
    ] = None,
    article: Annotated[
        str | None,
        typer.Option("--article", metavar="ID", help="Tell of an article instead: coded, rejected, and why."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN", help="The event as it stood then: 2026-11-09, 2026-11-09T08:00, or 7d back."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Ask the sample's data, also where there is real data.")
    ] = False,
) -> None:
    """Show why an event is there: its sentences with the words that say each field, its sources and its past."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from flows.cli import explained_article, explained_event, output
    from flows.cli.moments import read_moment
    from flows.cli.sql import readable
    from tasks.errors import ConfigError
    from warehouse.explain import explain_article, explain_event
    from warehouse.publish import open_published

    if (event_id is None) == (article is None):
        raise ConfigError("give the id of an event, or --article with that of an article")
    if article is not None and at is not None:
        raise ConfigError("--at is for events; an article's revisions are told with --article alone")
    moment = read_moment(at, datetime.now(UTC), "--at")
    with open_published(readable(context, sample=sample).published_path) as connection:
        if event_id is not None:
            event = explain_event(connection, event_id, moment)
            rows, lines = asdict(event), explained_event.lines_of(event)
        else:
            told = explain_article(connection, article or "")
            rows, lines = asdict(told), explained_article.lines_of(told)
    if as_json:
        output.print_object(rows)
    else:
        console = output.console()
        for line in lines:
            console.print(line, soft_wrap=not console.is_terminal)
