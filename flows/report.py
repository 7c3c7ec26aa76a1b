"""A run's end for a person at a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.outcome import Outcome, stage_rows
from flows.settings import Settings

SHOWN_TROUBLES = 5
NEXT = (
    "daybook report",
    'daybook sql "select event_date, event_type, actor_name, recipient_name, place_name '
    'from events order by 1 desc limit 10"',
)


def print_outcome(outcome: Outcome, settings: Settings, console: Console) -> None:
    """What each stage did, the events by type, the feeds that failed, and the next command to type."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("stage")
    table.add_column("what it did")
    table.add_column("seconds", justify="right")
    for row in stage_rows(outcome):
        table.add_row(*row)
    console.print()
    console.print(table)
    if outcome.events_by_type:
        console.print(
            "\n[bold]Events in this run[/bold]   "
            + "  ".join(f"{name} {n}" for name, n in outcome.events_by_type)
        )
    _print_troubles(outcome, console)
    where = "sample news" if settings.sample else str(settings.home)
    console.print(f"\nDone in {outcome.seconds:.1f} s ({escape(where)}).  Next:")
    for command in NEXT:
        console.print(f"  [bold]{escape(command)}[/bold]")


def _print_troubles(outcome: Outcome, console: Console) -> None:
    if outcome.troubles:
        console.print(
            f"\n[bold]{len(outcome.troubles)} feeds failed[/bold] (all of them: daybook feeds list)"
        )
    for trouble in outcome.troubles[:SHOWN_TROUBLES]:
        console.print(f"  [yellow]{escape(trouble.feed_id)}[/yellow]  {escape(trouble.error)}")
    if len(outcome.troubles) > SHOWN_TROUBLES:
        console.print(f"  … and {len(outcome.troubles) - SHOWN_TROUBLES} more")
    for article_id, why in outcome.uncoded[:SHOWN_TROUBLES]:
        console.print(f"  [yellow]article {escape(article_id)} could not be coded[/yellow]  {escape(why)}")
