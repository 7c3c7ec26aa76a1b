SELECT run_id, flow, started_at, ended_at, status, error, feeds_polled, feeds_failed, entries_new, articles_new,
       mentions, events_new
FROM runs
ORDER BY started_at DESC, run_id
LIMIT $limit
