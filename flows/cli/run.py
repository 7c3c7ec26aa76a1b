"""``daybook run``: one ingest now."""

from contextlib import nullcontext
from typing import Annotated

import typer


def run(
    context: typer.Context,
    sample: Annotated[bool, typer.Option("--sample", help="On the bundled sample news, offline.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Only feeds whose interval has passed.")] = False,
    direct: Annotated[
        bool, typer.Option("--direct", help="In this process, also where a Prefect API is there.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the run's record as JSON, and no progress.")
    ] = False,
) -> None:
    """Fetch the feeds, code events from what is new, load and publish them."""
    import json
    from dataclasses import asdict

    from flows.cli.output import console
    from flows.progress import TerminalWatch, Unwatched
    from flows.report import print_outcome
    from flows.runner import run_now
    from tasks.errors import IngestError

    settings = context.obj.for_sample() if sample else context.obj
    out = console(stderr=True)
    with nullcontext(Unwatched()) if as_json else TerminalWatch(out) as watch:
        outcome = run_now(settings, watch, only_due=due, direct=direct)
    if as_json:
        print(json.dumps(asdict(outcome), default=str, ensure_ascii=False, indent=1))
    else:
        print_outcome(outcome, settings, console())
    if outcome.run.status == "failed":
        raise IngestError(outcome.run.error or "the run failed")
