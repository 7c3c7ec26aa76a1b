"""``daybook recluster``: the stories of the archive told anew."""

from contextlib import nullcontext
from typing import Annotated

import typer


def recluster(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(help="First day of the articles: 2026-11-09, or 7d, 2w back.", show_default=False),
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
    """Tell the stories of the archive anew, as if all its articles came in today: which join, which fall apart.

    Stories are told as articles come in, each compared with those of before; later ones may show that two are one.
    A story keeps its id as long as the article of that id is in it. Texts that were let go keep their stories.
    """
    import json
    from dataclasses import asdict
    from datetime import UTC, datetime

    from flows.cli.moments import read_span
    from flows.cli.output import console
    from flows.progress import TerminalWatch, Unwatched
    from flows.retelling import retell
    from flows.wishes import Wish, new_run_id

    now = datetime.now(UTC)
    first, last = read_span(since, until, now)
    settings = context.obj.for_sample() if sample else context.obj
    wish = Wish(new_run_id(now), now, first, last, apply)
    with nullcontext(Unwatched()) if as_json else TerminalWatch(console(stderr=True)) as watch:
        retold = retell(settings, wish, watch)
    if as_json:
        print(json.dumps(asdict(retold), ensure_ascii=False, indent=1))
        return
    _print(retold)


def _print(retold: "object") -> None:
    from rich.table import Table

    from flows.cli.output import console
    from flows.retelling import Retold

    assert isinstance(retold, Retold)
    counts, out = retold.counts, console()
    out.print(
        f"{counts.articles} articles: {counts.stories_before} stories before, {counts.stories_after} after"
    )
    out.print(f"{counts.joined} joined, {counts.split} split, {counts.moved} articles moved")
    if retold.changes:
        shown = Table("story", "articles", "moved here", "former stories", box=None)
        for one in retold.changes:
            shown.add_row(one.headline, str(one.articles), str(one.moved), str(one.former_stories))
        out.print(shown)
    if retold.applied:
        out.print(f"applied; {retold.events_changed} events changed")
    else:
        out.print("nothing was written: add --apply to make it current")
