"""All or nothing: one transaction around a block."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block did, or roll all of it back where it raises."""
    con.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        # DuckDB may have rolled back, or stopped, itself: what failed is what must be told.
        with suppress(duckdb.Error):
            con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")
