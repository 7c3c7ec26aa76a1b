UPDATE entries SET summary = NULL, content = NULL, run_id = $run_id
WHERE (summary IS NOT NULL OR content IS NOT NULL) AND ($before IS NULL OR first_seen_at < $before)
