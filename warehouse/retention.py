"""Let texts go after the time that the user keeps them; events, their sentences, headlines and addresses stay.

A text is gone with the run after it came of age: at midnight UTC, so that the files of an old month are published anew
once a day and not with every run. What is let go is no longer in the next published copy; the writer's file has the
room for later rows, and is as small as its rows only when it is made anew.
"""

from datetime import UTC, datetime, timedelta

import duckdb

from warehouse.sql_files import read_sql
from warehouse.transactions import transaction


def forget_texts(con: duckdb.DuckDBPyConnection, run_id: str, now: datetime, days: int | None) -> int:
    """Empty the texts of articles first seen more than ``days`` ago, of their revisions and entries.

    None keeps all, 0 none. Gives how many articles lost their text; all of it is one transaction.
    """
    if days is None:
        return 0
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    before = midnight - timedelta(days=days) if days else None
    with transaction(con):
        rows = con.execute(
            read_sql("forget_article_texts"), {"run_id": run_id, "now": now, "before": before}
        ).fetchall()
        for name in ("forget_revision_texts", "forget_entry_texts"):
            con.execute(read_sql(name), {"run_id": run_id, "before": before})
    return len(rows)
