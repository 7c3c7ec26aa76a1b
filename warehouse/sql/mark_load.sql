-- Rows that a run writes again carry the same run_id as before: the number tells that they may have changed.
INSERT OR REPLACE INTO loads
SELECT $run_id, coalesce(max(load_no), 0) + 1 FROM loads
