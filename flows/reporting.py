"""The words of a report: what its totals, spikes, events and feeds come to, for the terminal and for a page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from warehouse.report import Report

Row = Mapping[str, Any]
SPIKE_COLUMNS = ("day", "country", "type", "stories", "expected", "times", "coverage")
COUNTRY_COLUMNS = (
    "country",
    "events",
    "material conflict",
    "verbal conflict",
    "cooperation",
    "killed",
    "owners",
)
FEED_COLUMNS = ("feed", "status", "failures", "last answered", "today", "why")


def heading(told: Report) -> str:
    """Which span of time, and of which country."""
    of = f" {told.scope.country}" if told.scope.country else ""
    return f"Daybook{of}, {_minute(told.scope.since)} to {_minute(told.scope.until)} UTC"


def summary(told: Report) -> list[str]:
    """What came in, and how far it can be trusted to be all."""
    totals = told.totals
    lines = [
        f"{totals['articles']} articles, {totals['copies']} of them copies, through {totals['feeds']} feeds;"
        f" {totals['events']} new events, {totals['by_several']} by two owners or more"
        + (f", {totals['state_only']} only by state-affiliated outlets" if totals["state_only"] else "")
    ]
    if killed := bounds(totals["killed_low"], totals["killed_high"]):
        lines.append(f"killed in these events: {killed}")
    if totals["of_before"]:
        lines.append(
            f"left out here: {totals['of_before']} that happened more than 30 days before, now recalled"
        )
    if totals["coverage"] is not None:
        lines.append(f"coverage on {totals['coverage_day']}: {percent(totals['coverage'])} of what is usual")
    if totals["last_run_at"] is not None:
        lines.append(f"last ingest: {_minute(totals['last_run_at'])} UTC")
    if not totals["articles"]:
        lines.append(silence(totals))
    return lines


def silence(totals: Row) -> str:
    """Why a span of time brought nothing, and what to type."""
    if totals["newest_article_at"] is None:
        return "no article is stored yet: type 'daybook run' first"
    last = f"the newest article came in on {_minute(totals['newest_article_at'])} UTC"
    return f"{last}: type 'daybook run' for newer ones, or give an earlier --since"


def no_spikes(told: Report) -> str:
    """What stands where nothing is more than usual."""
    return (
        "not known yet: no feed has been followed for 28 days"
        if told.is_too_early
        else "nothing is out of line"
    )


def spike_cells(row: Row) -> tuple[str, ...]:
    """A spike as a line of a table."""
    cells = (
        row["day"],
        row["country"],
        row["event_type"],
        row["stories"],
        row["expected"],
        row["rate_ratio"],
    )
    return (*map(str, cells), percent(row["coverage"]))


def country_cells(row: Row) -> tuple[str, ...]:
    """A country as a line of a table."""
    name = f"{row['name']} ({row['country']})" if row["name"] else row["country"]
    counts = (row["events"], row["material_conflict"], row["verbal_conflict"], row["cooperation"])
    return (name, *map(str, counts), bounds(row["killed_low"], row["killed_high"]), str(row["most_owners"]))


def feed_cells(row: Row) -> tuple[str, ...]:
    """A feed in trouble as a line of a table."""
    today = f"{row['delivers']}: {row['seen']} of {row['expected']:g}" if row["delivers"] else ""
    last = _minute(row["last_ok_at"]) if row["last_ok_at"] else "never"
    return (row["feed_id"], row["status"], str(row["failures"]), last, today, row["why"] or "")


def what(event: Row) -> str:
    """Type and modes, the sides and the place: the event in a line."""
    modes = f" ({', '.join(event['modes'])})" if event["modes"] else ""
    sides = _side(event["actor"], event["actor_country"]) or "?"
    if event["recipient"]:
        sides += f" → {_side(event['recipient'], event['recipient_country'])}"
    place = ", ".join(part for part in (event["place"], event["place_country"]) if part)
    return f"{event['event_type']}{modes}  {sides}" + (f"  {place}" if place else "")


def voices(event: Row) -> str:
    """Who says so, and how many people were hurt."""
    counts = [
        f"{bounds(event[f'{kind}_low'], event[f'{kind}_high'])} {kind}"
        for kind in ("killed", "injured")
        if event[f"{kind}_high"] or event[f"{kind}_low"]
    ]
    said = f"{_counted(event['owners'], 'owner')}, {_counted(event['outlets'], 'outlet')}"
    state = ["state-affiliated outlets only"] if event["state_affiliated_only"] else []
    return "; ".join([said, *counts, *state])


def bounds(low: int | None, high: int | None) -> str:
    """A number, or from what to what; nothing where nobody was counted."""
    if not low and not high:
        return ""
    if high is None or low == high:
        return str(low) if high is not None else f"{low} or more"
    return f"up to {high}" if low is None else f"{low} to {high}"


def percent(share: float | None) -> str:
    """A share as a whole percentage; a dash where it is not known."""
    return "–" if share is None else f"{share:.0%}"


def _side(name: str | None, country: str | None) -> str:
    return f"{name} [{country}]" if name and country else name or ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _minute(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M}"
