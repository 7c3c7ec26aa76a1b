WITH brought AS (
    SELECT count(*) AS articles, count(*) FILTER (duplicate_of IS NOT NULL) AS copies,
           count(DISTINCT feed_id) AS feeds
    FROM articles
    WHERE first_seen_at >= $since AND first_seen_at < $until
),
told AS (
    SELECT count(*) AS events, count(*) FILTER (owners > 1) AS by_several,
           count(*) FILTER (state_affiliated_only) AS state_only,
           coalesce(sum(killed_low), 0)::BIGINT AS killed_low, coalesce(sum(killed_high), 0)::BIGINT AS killed_high
    FROM events
    WHERE first_seen_at >= $since AND first_seen_at < $until
      AND ($country IS NULL OR $country IN (place_country, actor_country, recipient_country))
),
covered AS (
    SELECT day, sum(delivered) FILTER (expected IS NOT NULL) / nullif(sum(expected), 0) AS coverage
    FROM feed_coverage
    WHERE day = (SELECT max(day) FROM feed_coverage WHERE day <= $until::TIMESTAMPTZ::DATE)
    GROUP BY day
)
SELECT brought.articles, brought.copies, brought.feeds, told.events, told.by_several, told.state_only,
       told.killed_low, told.killed_high, covered.day AS coverage_day, covered.coverage,
       (SELECT max(first_seen_at) FROM articles) AS newest_article_at,
       (SELECT max(started_at) FROM runs WHERE flow = 'ingest') AS last_run_at
FROM brought CROSS JOIN told LEFT JOIN covered ON true
