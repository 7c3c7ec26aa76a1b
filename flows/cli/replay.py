"""``daybook replay``: stored bodies through the whole pipeline again."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer


def replay(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(help="First day of the fetching: 2026-11-09, or 7d, 2w back.", show_default=False),
    ] = None,
    until: Annotated[str | None, typer.Option(help="Last day, as --since.", show_default=False)] = None,
    into: Annotated[
        Path | None, typer.Option(help="Build another home from it instead.", show_default=False)
    ] = None,
    sample: Annotated[bool, typer.Option("--sample", help="The sample's bodies.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what it came to as JSON, and no progress.")
    ] = False,
) -> None:
    """Run stored bodies through the whole pipeline again, in the order of their fetching; nothing is fetched.

    Here it adds what is missing; into an empty home it makes all articles and events anew, by today's rules. A replay
    that was cut short goes on where it was when it is asked for again.
    """
    import json
    from dataclasses import asdict
    from datetime import UTC, datetime

    from flows.cli.moments import read_span
    from flows.cli.output import console
    from flows.progress import TerminalWatch, Unwatched
    from flows.replaying import Wish
    from flows.replaying import replay as run_replay
    from flows.wishes import new_run_id

    now = datetime.now(UTC)
    first, last = read_span(since, until, now)
    settings = context.obj.for_sample() if sample else context.obj
    wish = Wish(new_run_id(now), now, first, last, into)
    with nullcontext(Unwatched()) if as_json else TerminalWatch(console(stderr=True)) as watch:
        replayed = run_replay(settings, wish, watch)
    if as_json:
        print(json.dumps(asdict(replayed), default=str, ensure_ascii=False, indent=1))
        return
    from flows.replay_report import lines_of

    for line in lines_of(replayed):
        console().print(line, markup=False)
