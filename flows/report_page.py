"""A report as one HTML page: its map and its style are inside, so that it can be mailed and kept."""

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from flows import reporting
from flows.artifacts import drawn_map
from warehouse.report import Report

STYLE = """\
body{font:15px/1.5 system-ui,sans-serif;max-width:68rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
table{border-collapse:collapse;margin:.5rem 0}th,td{text-align:left;padding:.2rem .9rem .2rem 0;vertical-align:top}
th{font-weight:600;border-bottom:1px solid #8a8f98}blockquote{margin:.2rem 0 .2rem 1rem;color:#555}
article{margin:1rem 0}small{color:#777}svg{max-width:100%;height:auto}.state{color:#b35900}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181a1d}blockquote,small{color:#aaa}}"""


def page_of(told: Report) -> str:
    """The whole page; everything that came from feeds is escaped, and only web addresses become links."""
    title = escape(reporting.heading(told))
    parts = [f"<h1>{title}</h1>", *(f"<p>{escape(line)}</p>" for line in reporting.summary(told))]
    parts.append("<h2>More than usual</h2>")
    if told.spikes:
        parts.append(_table(reporting.SPIKE_COLUMNS, map(reporting.spike_cells, told.spikes)))
    else:
        parts.append(f"<p>{escape(reporting.no_spikes(told))}</p>")
    if told.points:
        parts += [
            "<h2>Where</h2>",
            drawn_map(told.points),
            "<p><small>Green cooperates, red conflicts.</small></p>",
        ]
    if told.countries:
        parts.append(_table(reporting.COUNTRY_COLUMNS, map(reporting.country_cells, told.countries)))
    if told.events:
        parts += ["<h2>New events, those that most owners report first</h2>", *map(_event, told.events)]
    if told.sick_feeds:
        feeds = _table(reporting.FEED_COLUMNS, map(reporting.feed_cells, told.sick_feeds))
        parts += ["<h2>Feeds in trouble</h2>", feeds]
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def _event(event: reporting.Row) -> str:
    state = ' class="state"' if event["state_affiliated_only"] else ""
    return (
        f"<article><b>{escape(str(event['event_date'] or 'no date'))}</b> {escape(reporting.what(event))}"
        f"<br><span{state}>{escape(reporting.voices(event))}</span>"
        f"<blockquote>{escape(event['evidence'] or '')} ({_source(event)})</blockquote>"
        f"<small>daybook explain {escape(event['event_id'])}</small></article>"
    )


def _source(event: reporting.Row) -> str:
    outlet, url = escape(event["outlet"] or "no outlet"), event["url"] or ""
    # An address comes from a feed: a script in it must not run when it is clicked.
    if urlsplit(url).scheme not in ("http", "https"):
        return outlet
    return f'<a href="{escape(url)}" rel="noreferrer">{outlet}</a>'


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
