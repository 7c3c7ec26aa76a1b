CREATE OR REPLACE VIEW feed_health AS
WITH polled AS (
    SELECT feed_id,
           count(*) AS fetches,
           count(*) FILTER (outcome = 'ok') AS fetches_ok,
           count(*) FILTER (outcome IN ('not_modified', 'unchanged')) AS fetches_unchanged,
           count(*) FILTER (outcome NOT IN ('ok', 'not_modified', 'unchanged')) AS fetches_failed,
           max(fetched_at) AS last_fetched_at,
           arg_max(outcome, fetched_at) AS last_outcome,
           arg_max_null(error, fetched_at) AS last_error,
           median(elapsed_ms) AS median_elapsed_ms,
           sum(bytes)::BIGINT AS bytes,
           sum(entries_seen)::BIGINT AS entries_seen,
           sum(entries_new)::BIGINT AS entries_new
    FROM fetches
    WHERE kind = 'feed'
    GROUP BY feed_id
),
written AS (
    SELECT article.feed_id,
           count(DISTINCT article.article_id) AS articles,
           count(DISTINCT article.article_id) FILTER (article.duplicate_of IS NOT NULL) AS copies,
           count(DISTINCT mention.event_id) AS events,
           max(article.published_at) AS last_published_at
    FROM articles AS article
    LEFT JOIN event_mentions AS mention USING (article_id)
    GROUP BY article.feed_id
)
SELECT feed.feed_id, feed.outlet, feed.country, feed.language, feed.url, feed.enabled, feed.status, feed.failures,
       feed.last_ok_at, feed.next_due_at, feed.held_until,
       polled.last_fetched_at, polled.last_outcome, polled.last_error,
       coalesce(polled.fetches, 0) AS fetches,
       coalesce(polled.fetches_ok, 0) AS fetches_ok,
       coalesce(polled.fetches_unchanged, 0) AS fetches_unchanged,
       coalesce(polled.fetches_failed, 0) AS fetches_failed,
       polled.median_elapsed_ms,
       coalesce(polled.bytes, 0) AS bytes,
       coalesce(polled.entries_seen, 0) AS entries_seen,
       coalesce(polled.entries_new, 0) AS entries_new,
       coalesce(written.articles, 0) AS articles,
       coalesce(written.copies, 0) AS copies,
       coalesce(written.events, 0) AS events,
       written.last_published_at
FROM feeds AS feed
LEFT JOIN polled USING (feed_id)
LEFT JOIN written USING (feed_id);
