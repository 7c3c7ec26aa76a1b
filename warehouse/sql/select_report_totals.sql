WITH brought AS (
    SELECT count(*) AS articles, count(*) FILTER (duplicate_of IS NOT NULL) AS copies,
           count(DISTINCT feed_id) AS feeds
    FROM articles
    WHERE first_seen_at >= $since AND first_seen_at < $until
),
-- What news recall of long ago is no news: it is counted and left out, or a massacre of 1995 would lead the report.
dated AS (
    SELECT *, coalesce(event_date >= $since::TIMESTAMPTZ::DATE - 30, true) AS is_recent
    FROM events
    WHERE first_seen_at >= $since AND first_seen_at < $until
      AND ($country IS NULL OR $country IN (place_country, actor_country, recipient_country))
),
told AS (
    SELECT count(*) FILTER (is_recent) AS events, count(*) FILTER (is_recent AND owners > 1) AS by_several,
           count(*) FILTER (is_recent AND state_affiliated_only) AS state_only,
           coalesce(sum(killed_low) FILTER (is_recent), 0)::BIGINT AS killed_low,
           coalesce(sum(killed_high) FILTER (is_recent), 0)::BIGINT AS killed_high,
           count(*) FILTER (NOT is_recent) AS of_before
    FROM dated
),
covered AS (
    SELECT day, sum(delivered) FILTER (expected IS NOT NULL) / nullif(sum(expected), 0) AS coverage
    FROM feed_coverage
    WHERE day = (SELECT max(day) FROM feed_coverage WHERE day <= $until::TIMESTAMPTZ::DATE)
    GROUP BY day
)
SELECT brought.articles, brought.copies, brought.feeds, told.events, told.by_several, told.state_only,
       told.killed_low, told.killed_high, told.of_before, covered.day AS coverage_day, covered.coverage,
       (SELECT max(first_seen_at) FROM articles) AS newest_article_at,
       (SELECT max(started_at) FROM runs WHERE flow = 'ingest') AS last_run_at
FROM brought CROSS JOIN told LEFT JOIN covered ON true
