"""``daybook recode``: the stored articles coded anew with today's codebook."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.recoding import Recoded


def recode(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(help="First day of the articles: 2026-11-09, or 30d, 2w back.", show_default=False),
    ] = None,
    until: Annotated[str | None, typer.Option(help="Last day, as --since.", show_default=False)] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Make it current; else only show what would change.")
    ] = False,
    sample: Annotated[bool, typer.Option("--sample", help="On the sample's data.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what changes as JSON, and no progress.")
    ] = False,
) -> None:
    """Code the stored articles anew with today's rules and names, and show what that changes.

    Broken off, it goes on where it stopped. Runs may go on meanwhile; nothing is written until --apply, which makes
    all of it current at once and keeps what was before in event_versions. A mention of one type in one sentence is
    the same mention: where it says something else now, it is changed; of another type, it is lost and gained.
    """
    import json
    from dataclasses import asdict
    from datetime import UTC, datetime

    from flows.cli.moments import read_span
    from flows.cli.output import console
    from flows.progress import TerminalWatch, Unwatched
    from flows.recoding import recode as recode_stored
    from flows.wishes import Wish, new_run_id

    now = datetime.now(UTC)
    first, last = read_span(since, until, now)
    settings = context.obj.for_sample() if sample else context.obj.readable()
    wish = Wish(new_run_id(now), now, first, last, apply)
    with nullcontext(Unwatched()) if as_json else TerminalWatch(console(stderr=True)) as watch:
        recoded = recode_stored(settings, wish, watch)
    if as_json:
        print(json.dumps(asdict(recoded), default=str, ensure_ascii=False, indent=1))
        return
    _print(recoded)


def _print(recoded: "Recoded") -> None:
    from rich.table import Table

    from flows.cli.output import console

    out, difference = console(), recoded.difference
    again = f", {recoded.coded_before} of them earlier" if recoded.coded_before else ""
    out.print(f"{difference.articles} articles coded anew{again}")
    for count, why in (
        (recoded.other_language, "in languages that cannot be coded yet"),
        (recoded.without_text, "whose texts were let go: they stay as they are"),
        (recoded.failed, "that could not be coded: they stay as they are"),
    ):
        if count:
            out.print(f"{count} articles {why}")
    shown = Table("event type", "same", "gained", "lost", "changed", box=None)
    for one in difference.types:
        shown.add_row(one.event_type, *map(str, (one.same, one.gained, one.lost, one.changed)))
    out.print(shown)
    _print_examples(recoded)
    if difference.is_none:
        out.print("no mention is other than it was")
    if recoded.report:
        out.print(f"applied: {recoded.report.events_new} events new, {recoded.report.events_changed} changed")
    elif not difference.is_none:
        out.print("nothing was written: add --apply to make it current")


def _print_examples(recoded: "Recoded") -> None:
    from rich.markup import escape

    from flows.cli.output import console
    from flows.showing_recoded import said

    out = console()
    for one in recoded.difference.examples:
        out.print(f"[bold]{one.kind}[/bold] {one.event_type}: {escape(one.evidence)}", soft_wrap=True)
        if one.kind != "gained":
            out.print(f"  before: {escape(said(one.before, one.fields))}", soft_wrap=True)
        if one.kind != "lost":
            out.print(f"  now:    {escape(said(one.after, one.fields))}", soft_wrap=True)
