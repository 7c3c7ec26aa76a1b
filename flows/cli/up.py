"""``daybook up``: the Prefect server with its UI, the deployments and a worker, in one command."""

import signal
import time
from types import FrameType
from typing import Annotated

import typer


def up(
    context: typer.Context,
    sample: Annotated[bool, typer.Option("--sample", help="On the bundled sample news, offline.")] = False,
    port: Annotated[int, typer.Option(help="Where to serve the UI, if it is free.")] = 4200,
) -> None:
    """Start everything: server, UI, schedule and a first ingest at once. Ctrl-C stops all of it."""
    from flows.cli.output import console
    from flows.server import serving

    settings = context.obj.for_sample() if sample else context.obj
    if not settings.sample:
        settings.registry()  # a mistake in feeds.toml is told now, not by a red run later
    out = console()
    # SIGINT too: what a shell starts in the background has it ignored. SIGHUP: the terminal was closed.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        out.print("Starting the Prefect server …")
        with serving(settings, port) as started:
            started.start_run()
            out.print(
                f"[bold]Daybook is up.[/bold]  UI: {started.api_url.removesuffix('/api')}   logs: {started.logs}"
            )
            out.print(
                "The first ingest has begun; it runs every 15 minutes.   Ask: daybook sql   Stop: Ctrl-C"
            )
            while True:
                time.sleep(1.0)
                if revived := started.revive():
                    out.print(
                        f"[yellow]The Prefect {revived} had ended on its own and was started again.[/yellow]"
                    )
    except KeyboardInterrupt:
        out.print("Stopped.")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
