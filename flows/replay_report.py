"""What a replay came to, in sentences: for the terminal and for the Prefect UI."""

from flows.replaying import Replayed

MOST_NAMED = 5


def lines_of(replayed: Replayed) -> tuple[str, ...]:
    """What was replayed, what it added, and what could not be replayed."""
    lines = [
        f"{replayed.home}: {replayed.runs} runs with {replayed.exchanges} exchanges replayed"
        f" in {replayed.seconds:.1f} s"
    ]
    if replayed.runs_done:
        lines.append(f"{replayed.runs_done} runs were replayed before")
    lines.append(
        f"{replayed.entries_new} new entries, {replayed.articles_new} new articles,"
        f" {replayed.articles_revised} revised, {replayed.mentions} mentions coded"
    )
    lines.append(
        f"{replayed.events_new} new events, {replayed.events_changed} changed, {replayed.events_total} in all"
    )
    if replayed.bodies_missing:
        lines.append(
            f"cannot be replayed: {replayed.bodies_missing} bodies fetched up to"
            f" {replayed.missing_until:%Y-%m-%d %H:%M} are kept no longer (DAYBOOK_KEEP_BODIES)"
        )
    if replayed.feeds_unknown:
        named = ", ".join(replayed.feeds_unknown[:MOST_NAMED])
        more = len(replayed.feeds_unknown) - MOST_NAMED
        lines.append(
            f"cannot be replayed: feeds that are neither listed nor stored: {named}"
            + (f" and {more} more" if more > 0 else "")
        )
    return tuple(lines)
