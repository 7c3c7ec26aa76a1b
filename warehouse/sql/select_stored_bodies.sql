-- Exchanges that brought a body; one that was the same again is told by the hash of the one before.
SELECT fetch_id, kind, feed_id, url, final_url, fetched_at, status, 'ok' AS outcome, bytes, elapsed_ms,
       content_type, body_hash
FROM fetches
WHERE fetched_at >= $since AND fetched_at < $until
  AND body_hash IS NOT NULL AND outcome <> 'unchanged'
ORDER BY fetched_at, kind, feed_id, fetch_id
