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
    WHERE kind = 'feed' AND outcome <> 'held_back'
    GROUP BY feed_id
),
-- What comes with the first poll is a backlog: a rate can be told of what came since, once a day has passed.
bringing AS (
    SELECT feed_id,
           sum(entries_new) FILTER (fetched_at > since) / (date_diff('second', since, until) / 86400) AS new_a_day
    FROM (
        SELECT feed_id, fetched_at, entries_new,
               max(fetched_at) OVER of_feed AS until,
               greatest(min(fetched_at) OVER of_feed, max(fetched_at) OVER of_feed - INTERVAL 7 DAYS) AS since
        FROM fetches
        WHERE kind = 'feed'
        WINDOW of_feed AS (PARTITION BY feed_id)
    )
    GROUP BY feed_id, since, until
    HAVING until - since >= INTERVAL 1 DAY
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
SELECT feed.feed_id, feed.outlet, feed.country, feed.language, feed.url, feed.enabled, feed.status,
       -- A publisher who is busy counts no failure, but whoever sorts by failures looks for the feed that is silent.
       if(feed.status = 'failing', greatest(feed.failures, 1), feed.failures) AS failures,
       feed.last_ok_at, feed.next_due_at, feed.held_until,
       polled.last_fetched_at, polled.last_outcome,
       nullif(concat_ws('; ',
           if(feed.status = 'failing', 'held back until ' || strftime(
               -- A reader's own time zone must not change what is told as UTC.
               make_timestamp(epoch_us(feed.held_until)), '%Y-%m-%d %H:%M UTC'), NULL),
           polled.last_error), '') AS last_error,
       feed.strikes, coalesce(feed.interval_minutes, feed.every_minutes) AS interval_minutes,
       coalesce(feed.moved_url, feed.url) AS asked_url,
       round(bringing.new_a_day, 2) AS new_a_day,
       CASE
           WHEN feed.status = 'removed' THEN 'no longer in feeds.toml'
           WHEN NOT feed.enabled THEN 'not enabled in feeds.toml'
           ELSE feed.why
       END AS why,
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
LEFT JOIN bringing USING (feed_id)
LEFT JOIN written USING (feed_id);

COMMENT ON VIEW feed_health IS 'One row a feed: how it has been doing, from the ledger, and what it has brought.';
COMMENT ON COLUMN feed_health.feed_id IS 'The feed; see feeds.';
COMMENT ON COLUMN feed_health.outlet IS 'Publisher behind the feed.';
COMMENT ON COLUMN feed_health.country IS 'Country of the outlet, ISO 3166 alpha-3.';
COMMENT ON COLUMN feed_health.language IS 'Language of the feed, BCP 47.';
COMMENT ON COLUMN feed_health.url IS 'Address in feeds.toml.';
COMMENT ON COLUMN feed_health.enabled IS 'Whether the feed is to be polled; false too where it is no longer listed.';
COMMENT ON COLUMN feed_health.status IS 'new, ok, failing, blocked, gone or removed.';
COMMENT ON COLUMN feed_health.failures IS 'Failures in a row since the feed last answered as it should; at least 1 while it is failing, so that one held back by its publisher (no failure in feeds) does not look well.';
COMMENT ON COLUMN feed_health.last_ok_at IS 'When it last answered as it should, UTC.';
COMMENT ON COLUMN feed_health.next_due_at IS 'When it is to be polled next, UTC.';
COMMENT ON COLUMN feed_health.held_until IS 'Not before this time, because the publisher said so, UTC.';
COMMENT ON COLUMN feed_health.last_fetched_at IS 'When it was last polled, UTC.';
COMMENT ON COLUMN feed_health.last_outcome IS 'What came of the last poll; see fetches.outcome.';
COMMENT ON COLUMN feed_health.last_error IS 'Until when the publisher holds it back, if it does, and what went wrong in the last poll; NULL where nothing did.';
COMMENT ON COLUMN feed_health.strikes IS 'Failures in a row by weight; see feeds.';
COMMENT ON COLUMN feed_health.interval_minutes IS 'Minutes between two polls as it is now.';
COMMENT ON COLUMN feed_health.asked_url IS 'Address that is polled: url, or where its publisher moved it for good.';
COMMENT ON COLUMN feed_health.new_a_day IS 'Entries a day that were not known, over the last week and without the backlog of the first poll; NULL until a day has passed.';
COMMENT ON COLUMN feed_health.why IS 'Why the feed is not polled at its own interval, in words; NULL where it is.';
COMMENT ON COLUMN feed_health.fetches IS 'Polls in the ledger.';
COMMENT ON COLUMN feed_health.fetches_ok IS 'Polls that gave a document.';
COMMENT ON COLUMN feed_health.fetches_unchanged IS 'Polls that had nothing new (304, or the same bytes).';
COMMENT ON COLUMN feed_health.fetches_failed IS 'Polls that failed.';
COMMENT ON COLUMN feed_health.median_elapsed_ms IS 'Median milliseconds a poll.';
COMMENT ON COLUMN feed_health.bytes IS 'Bytes of decoded bodies in all polls.';
COMMENT ON COLUMN feed_health.entries_seen IS 'Entries in all documents.';
COMMENT ON COLUMN feed_health.entries_new IS 'Entries among them that were not known.';
COMMENT ON COLUMN feed_health.articles IS 'Articles first seen through the feed.';
COMMENT ON COLUMN feed_health.copies IS 'Articles among them that are copies of another.';
COMMENT ON COLUMN feed_health.events IS 'Events with a mention in one of its articles.';
COMMENT ON COLUMN feed_health.last_published_at IS 'Publication of its latest article, UTC.';
