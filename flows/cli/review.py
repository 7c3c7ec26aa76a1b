"""``daybook review``: an analyst judges sampled codings one by one, and ``--summary`` tells how many are right."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import datetime

    from flows.cli.explained_sentence import Row
    from flows.cli.reviewing import Session
    from flows.settings import Settings
    from warehouse.review import Draw

SUMMARY = (
    "by",
    "value",
    "reviewed",
    "right",
    "precision",
    "low",
    "high",
    "wrong_type",
    "wrong_actor",
    "no_event",
)
WEIGHTED = ("weighted_precision", "weighted_low", "weighted_high", "represented")


def review(
    context: typer.Context,
    event_type: Annotated[
        str | None, typer.Option("--type", help="Only this event type, e.g. ASSAULT.", show_default=False)
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(help="Only outlets with these words.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only articles since 2026-11-09, or 7d, 12h, 2w back.", show_default=False),
    ] = None,
    n: Annotated[int, typer.Option("--n", min=1, max=10_000, help="How many to show.")] = 20,
    seed: Annotated[
        int, typer.Option(min=0, max=2**31 - 1, help="Another one is another sample; the same one goes on.")
    ] = 1,
    drawn_by: Annotated[
        str, typer.Option("--by", help="As many of each: type, confidence (bands), or none: by lot alone.")
    ] = "type",
    reviewer: Annotated[
        str | None, typer.Option(help="Whose answers these are; else your login's name.", show_default=False)
    ] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="How many were right, with 95 % intervals.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the summary, or the sample unjudged, as JSON.")
    ] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="The sample's data, also where there is real data.")
    ] = False,
) -> None:
    """Judge sampled mentions one by one: right, wrong type, wrong actor or no event; each answer is stored at once.

    Keys: r right, t wrong type, a wrong actor, n no event, s skip, b back, q quit, ? what they mean; Enter says again
    what you said of the same coding when an earlier codebook made it. Where input is
    no terminal each line is one answer. Nobody's copies are shown, and nothing that you have judged already; two
    people with the same seed judge the same mentions, with different ones mostly different ones. Answers are in the
    table reviews and count for the codebook that coded the mention; the view quality has what they come to.
    """
    from datetime import UTC, datetime

    from flows.cli.sql import readable

    settings = readable(context, sample=sample)
    if summary:
        _summarise(settings, as_json=as_json)
        return
    now = datetime.now(UTC)
    draw = _draw(n, seed, drawn_by, event_type, outlet, since, now)
    _review(settings, draw, (reviewer or "").strip() or _login(), as_json=as_json)


def _draw(
    n: int,
    seed: int,
    drawn_by: str,
    event_type: str | None,
    outlet: str | None,
    since: str | None,
    now: "datetime",
) -> "Draw":
    from flows.cli.moments import read_moment
    from tasks.errors import ConfigError
    from tasks.extract.codebook import load_codebook
    from warehouse.review import STRATA, Draw

    if drawn_by not in STRATA:
        raise ConfigError(f"--by {drawn_by!r}: choose one of {', '.join(STRATA)}")
    types = load_codebook().types
    if event_type is not None and event_type.upper() not in types:
        raise ConfigError(f"--type {event_type!r}: choose one of {', '.join(sorted(types))}")
    moment = read_moment(since, now, "--since")
    return Draw(n, seed, drawn_by, event_type and event_type.upper(), outlet, moment)


def _review(settings: "Settings", draw: "Draw", reviewer: str, *, as_json: bool) -> None:
    from flows.cli import output
    from flows.cli.reviewing import Session, tally
    from tasks.extract.codebook import load_codebook
    from warehouse.publish import open_published
    from warehouse.review import answered_by, draw_sample

    with open_published(settings.published_path) as connection:
        _restore(settings)
        answered = answered_by(settings.warehouse_path, reviewer, _say_waiting)
        rows = draw_sample(connection, draw, answered)
    if as_json:
        output.print_json(tuple(rows[0]) if rows else (), (tuple(row.values()) for row in rows))
        return
    if not rows:
        typer.echo(f"nothing left to judge for {reviewer}: no other mention fits (copies are left out)")
        return
    definitions = {name: one.definition for name, one in load_codebook().types.items()}
    session = Session(rows, answered.by_mention, definitions)
    _hold(session, settings, draw, reviewer)
    typer.echo(f"{tally(session.answers)}; stored for {reviewer}")
    if session.answers:
        _publish(settings)


def _hold(session: "Session", settings: "Settings", draw: "Draw", reviewer: str) -> None:
    from datetime import UTC, datetime

    from flows.cli.output import console
    from flows.cli.reviewing import Screen, hold
    from warehouse.review import review_of, store_review

    out = console()

    def store(row: "Row", answer: str) -> None:
        given = review_of(row, draw, reviewer, answer, datetime.now(UTC))
        store_review(settings.warehouse_path, given, _say_waiting)

    screen = Screen(lambda line: out.print(line, soft_wrap=not out.is_terminal), _read)
    # Ctrl-C leaves as q does: what was answered is stored.
    with suppress(KeyboardInterrupt):
        hold(session, screen, store)


def _read() -> str | None:
    """One key in a terminal, else one line; None at the end of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline() or None
    try:
        return typer.getchar()
    except EOFError:
        return None


def _restore(settings: "Settings") -> None:
    """A lost warehouse is made anew before answers go into it, as a run would."""
    from flows.runner import only_one
    from warehouse.db import is_there
    from warehouse.restore import restore_missing

    if not is_there(settings.warehouse_path):
        with only_one(settings):
            restore_missing(settings.warehouse_path, settings.published_path)


def _publish(settings: "Settings") -> None:
    from tasks.errors import WarehouseError
    from warehouse.publish import publish

    try:
        publish(settings.warehouse_path, settings.published_path)
    except WarehouseError as error:
        typer.echo(f"the answers are stored; the next run publishes them ({error})", err=True)
    else:
        typer.echo("what they come to: daybook review --summary")


def _say_waiting(why: str) -> None:
    typer.echo(f"waiting to write until it is done: {why} (Ctrl-C leaves without this answer)", err=True)


def _summarise(settings: "Settings", *, as_json: bool) -> None:
    from flows.cli import output
    from warehouse.publish import open_published
    from warehouse.review import quality

    with open_published(settings.published_path) as connection:
        columns, rows = quality(connection)
    if as_json:
        output.print_json(columns, rows)
        return
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    if not told:
        typer.echo("nothing is judged yet: type 'daybook review'")
        return
    newest = told[0]["codebook_version"]
    shown = [row for row in told if row["codebook_version"] == newest]
    names = (*SUMMARY, *WEIGHTED)
    output.print_table(
        names, ([_rounded(row[name]) for name in names] for row in shown), f"codebook {newest}"
    )
    typer.echo(
        "low, high: 95 % Wilson interval; weighted: each type and band of confidence by its share of what is coded,"
        " of which the part that is represented has been looked at"
    )
    if len(told) > len(shown):
        typer.echo(
            'Answers about earlier codebooks: daybook sql "from quality where codebook_version <> '
            + f"'{newest}'\""
        )


def _rounded(value: object) -> object:
    return f"{value:.3f}" if isinstance(value, float) else value


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "analyst"
