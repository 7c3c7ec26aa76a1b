"""How a report is printed in the terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows import reporting
from warehouse.report import Report

INDENT = "    "
MOST_FEEDS = 10


def print_report(told: Report, out: Console) -> None:
    """What is more than usual, where things happened, the events, and the feeds in trouble."""
    out.print(Text(reporting.heading(told), "bold"))
    for line in reporting.summary(told):
        out.print(Text(line))
    out.print(Text("\nMore than usual", "bold"))
    if told.spikes:
        _table(out, reporting.SPIKE_COLUMNS, map(reporting.spike_cells, told.spikes))
    else:
        out.print(Text(reporting.no_spikes(told), "dim"))
    if told.countries:
        out.print(Text("\nWhere", "bold"))
        _table(out, reporting.COUNTRY_COLUMNS, map(reporting.country_cells, told.countries))
    _print_events(told, out)
    if told.sick_feeds:
        out.print(Text("\nFeeds in trouble", "bold"))
        _table(out, reporting.FEED_COLUMNS, map(reporting.feed_cells, told.sick_feeds[:MOST_FEEDS]))
        if len(told.sick_feeds) > MOST_FEEDS:
            out.print(Text(f"and {len(told.sick_feeds) - MOST_FEEDS} more: daybook feeds list", "dim"))


def _print_events(told: Report, out: Console) -> None:
    if not told.events:
        return
    out.print(Text("\nNew events, those that most owners report first", "bold"))
    for event in told.events:
        out.print(Text.assemble((f"{event['event_date'] or 'no date'}  ", "dim"), reporting.what(event)))
        style = "yellow" if event["state_affiliated_only"] else ""
        out.print(Text.assemble(INDENT, (reporting.voices(event), style)))
        out.print(Text(f"{INDENT}“{event['evidence']}” ({event['outlet']})"))
        out.print(Text(f"{INDENT}daybook explain {event['event_id']}", "dim"))
    left = told.totals["events"] - len(told.events)
    if left > 0:
        out.print(Text(f"and {left} more: --limit", "dim"))


def _table(out: Console, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(*columns, box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*map(Text, row))
    out.print(table)
