"""Write what a run made, in one transaction: all of it or nothing, and twice is the same as once."""

from collections.abc import Sequence
from typing import Any

import duckdb

from tasks.records import FetchRecord, LoadReport, RunBatch, RunRecord
from tasks.records.merging import Merging
from warehouse.arrow import registered
from warehouse.check import store_results
from warehouse.incoming import (
    articles_table,
    changes_table,
    entries_table,
    mentions_table,
    problems_table,
    rejected_table,
    run_table,
)
from warehouse.incoming_feeds import feeds_table, fetches_table, holds_table, registry_table
from warehouse.merging import keep_apart, stage_memberships
from warehouse.near_duplicates import copies_tables
from warehouse.recoded import NOTHING_RECODED, RecodedTables
from warehouse.sql_files import read_sql
from warehouse.stories import forget_ended, headlines_table, members_table, retold_table
from warehouse.transactions import transaction

# What is taken away is noted before anything is written; events follow when all of their evidence is there.
STATEMENTS = (
    "stage_replaced_articles",
    "stage_former_articles",
    "stage_former_mentions",
    "stage_recoded_mentions",
    "stage_relinked_articles",
    "stage_touched_events",
    "touch_recoded_events",
    "merge_feeds",
    "merge_registry",
    "mark_removed_feeds",
    "spread_holds",
    "insert_fetches",
    "merge_entries",
    "merge_articles",
    "relink_articles",
    "delete_replaced_shingles",
    "stage_new_sketches",
    "merge_sketches",
    "insert_shingles",
    "insert_common_shingles",
    "insert_site_shingles",
    "delete_replaced_pairs",
    "merge_near_duplicates",
    "stage_moved_articles",
    "follow_originals",
    "stage_set_aside",
    "delete_replaced_mentions",
    "delete_replaced_rejected",
    "delete_recoded_mentions",
    "delete_recoded_rejected",
    "insert_mentions",
    "insert_rejected",
    "merge_stories",
    "delete_untold_stories",
    "delete_replaced_members",
    "insert_members",
    "touch_moved_events",
    "touch_loaded_events",
)
# What joins and what parts is decided then; and only then do mentions go to other events.
MERGED = (
    "touch_regrouped_events",
    "stage_touched_mentions",
    "update_signatures",
    "update_mention_events",
    "stage_changed_events",
    "stage_former_events",
)
# What ended with this run is told by comparing what was with what is, however that came about.
HISTORY = (
    "insert_article_revisions",
    "insert_mention_versions",
    "insert_event_versions",
    "update_codebook_versions",
)


def load_run(
    con: duckdb.DuckDBPyConnection,
    batch: RunBatch,
    merging: Merging | None = None,
    recoded: RecodedTables | None = None,
) -> LoadReport:
    """Write the batch and bring the events that it touches up to date.

    ``merging`` has the rules by which mentions that differ become one event; without it only equal ones do.
    ``recoded`` has what a recoding says otherwise of stored articles.
    Mentions and rejected candidates that do not read back in their article are set aside in ``problems``.
    Raises ``CheckFailed`` where a hard rule of ``warehouse/checks`` is violated; then nothing was written.
    """
    run_id = batch.run.run_id
    tables = {
        "incoming_feeds": feeds_table(batch.feeds),
        "incoming_registry": registry_table(batch.registry),
        "incoming_holds": holds_table(batch.holds),
        "incoming_fetches": fetches_table(batch.fetches),
        "incoming_entries": entries_table(batch),
        "incoming_articles": articles_table(batch),
        "incoming_changes": changes_table(batch),
        "incoming_mentions": mentions_table(batch.mentions),
        "incoming_rejected": rejected_table(batch.rejected),
        "incoming_problems": problems_table(batch.problems),
        **copies_tables(batch.articles, batch.copies),
        "incoming_members": members_table(batch),
        "incoming_headlines": headlines_table(batch),
        "incoming_stories": retold_table(batch),
        **(recoded or NOTHING_RECODED).by_name(),
    }
    with registered(con, tables), transaction(con):
        for name in STATEMENTS:
            run_statement(con, name, run_id)
        forget_ended(con, batch.run)
        memberships = stage_memberships(con, merging or keep_apart(), run_id)
        with registered(con, {"incoming_memberships": memberships}):
            for name in MERGED:
                run_statement(con, name, run_id)
        report = _merge_events(con, run_id)
        _write_run(con, batch.run, report)
        for name in HISTORY:
            run_statement(con, name, run_id)
        run_statement(con, "delete_noted_problems", run_id)
        run_statement(con, "insert_problems", run_id)
        store_results(con, run_id)
    return report


def record_failed_run(
    con: duckdb.DuckDBPyConnection, run: RunRecord, fetches: Sequence[FetchRecord] = ()
) -> None:
    """Write a run that failed, and its ledger, so that the failure can be seen in the warehouse."""
    with registered(con, {"incoming_fetches": fetches_table(fetches)}), transaction(con):
        run_statement(con, "insert_fetches", run.run_id)
        _write_run(con, run, LoadReport(0, 0, 0))


def mark_failed(con: duckdb.DuckDBPyConnection, run_id: str, error: str) -> bool:
    """Say of a run that was loaded that it failed after all; what it counted and wrote stays.

    Gives whether there was such a run: one that failed before its load has no row yet.
    """
    with transaction(con):
        run_statement(con, "mark_load", run_id)
        return bool(con.execute(read_sql("mark_failed"), {"run_id": run_id, "error": error}).fetchall())


def run_statement(con: duckdb.DuckDBPyConnection, name: str, run_id: str) -> list[tuple[Any, ...]]:
    """Run ``warehouse/sql/<name>.sql``, with the run's id where it asks for that, and give its rows."""
    sql = read_sql(name)
    return con.execute(sql, {"run_id": run_id} if "$run_id" in sql else None).fetchall()


def _merge_events(con: duckdb.DuckDBPyConnection, run_id: str) -> LoadReport:
    actions = [action for (action,) in run_statement(con, "merge_events", run_id)]
    orphaned = run_statement(con, "delete_orphaned_events", run_id)
    ((total,),) = con.execute("SELECT count(*) FROM events").fetchall()
    return LoadReport(
        events_new=actions.count("INSERT"),
        events_changed=actions.count("UPDATE") + len(orphaned),
        events_total=total,
    )


def _write_run(con: duckdb.DuckDBPyConnection, run: RunRecord, report: LoadReport) -> None:
    with registered(con, {"incoming_run": run_table(run, report.events_new, report.events_changed)}):
        run_statement(con, "merge_run", run.run_id)
    run_statement(con, "mark_load", run.run_id)
