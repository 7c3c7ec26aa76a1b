-- Feeds that fail, and those that answer and bring nothing, or little, of what their own past lets expect.
WITH today AS (
    SELECT feed_id, state, seen, expected
    FROM feed_coverage
    WHERE day = (SELECT max(day) FROM feed_coverage WHERE day <= $until::TIMESTAMPTZ::DATE)
      AND state IN ('silent', 'thin')
)
SELECT health.feed_id, health.outlet, health.status, coalesce(health.failures, 0) AS failures, health.last_ok_at,
       today.state AS delivers, today.seen, today.expected, coalesce(health.last_error, health.why) AS why
FROM feed_health AS health
LEFT JOIN today ON today.feed_id = health.feed_id
WHERE health.enabled AND (health.failures > 0 OR health.status IN ('failing', 'blocked', 'gone') OR today.state IS NOT NULL)
ORDER BY health.failures DESC, today.expected DESC NULLS LAST, health.feed_id
