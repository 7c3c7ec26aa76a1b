-- Exchanges of a run as they went. What brought a body was ok as an exchange, whatever was made of it then.
SELECT fetch_id, kind, feed_id, url, final_url, fetched_at, status,
       CASE WHEN body_hash IS NULL OR outcome = 'unchanged' THEN outcome ELSE 'ok' END AS outcome,
       bytes, elapsed_ms,
       CASE WHEN body_hash IS NULL THEN error END AS error,
       retry_after_seconds, content_type, body_hash, coalesce(is_conditional, false) AS is_conditional, fresh_seconds
FROM fetches
WHERE run_id = $run_id
ORDER BY kind, feed_id, fetch_id
