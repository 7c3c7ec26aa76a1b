-- The runs of a span of time by their ledger, the earliest first; what a run asked, it asked at one time.
SELECT run_id, min(fetched_at) AS fetched_at, count(*) AS exchanges,
       list(DISTINCT body_hash) FILTER (body_hash IS NOT NULL AND outcome <> 'unchanged') AS body_hashes
FROM fetches
WHERE ($since::TIMESTAMPTZ IS NULL OR fetched_at >= $since::TIMESTAMPTZ)
  AND ($until::TIMESTAMPTZ IS NULL OR fetched_at < $until::TIMESTAMPTZ)
GROUP BY run_id
ORDER BY fetched_at, run_id
