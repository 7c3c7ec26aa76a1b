-- What each feed was expected to bring on a day and what it brought: the yardstick of the signals. Days are those of UTC
-- on which Daybook first saw the articles. Copies are no news of their own. A feed's first day brings its backlog and
-- says nothing of its rhythm; two weeks of it must be known before anything is expected of it.
CREATE OR REPLACE VIEW feed_coverage AS
WITH brought AS (
    SELECT feed_id, make_timestamp(epoch_us(first_seen_at))::DATE AS day,
           count(*) FILTER (duplicate_of IS NULL) AS seen,
           count(*) FILTER (duplicate_of IS NOT NULL) AS copies
    FROM articles
    GROUP BY ALL
),
asked AS (
    SELECT feed_id, make_timestamp(epoch_us(fetched_at))::DATE AS day,
           count(*) FILTER (outcome IN ('ok', 'not_modified', 'unchanged')) AS polls_ok
    FROM fetches
    WHERE kind = 'feed' AND outcome <> 'held_back'
    GROUP BY ALL
),
known AS (
    SELECT feed_id, min(day) AS since
    FROM (SELECT feed_id, day FROM brought UNION ALL SELECT feed_id, day FROM asked)
    GROUP BY feed_id
),
-- A day on which no feed brought anything is one too, so that it can be seen.
newest AS (
    SELECT max(day) AS day FROM (SELECT max(day) AS day FROM brought UNION ALL SELECT max(day) FROM asked)
),
daily AS (
    SELECT days.feed_id, days.day, days.day - days.since AS age, coalesce(brought.seen, 0) AS seen,
           coalesce(brought.copies, 0) AS copies, coalesce(asked.polls_ok, 0) AS polls_ok
    FROM (
        SELECT known.feed_id, known.since, unnest(generate_series(known.since, newest.day, INTERVAL 1 DAY))::DATE AS day
        FROM known, newest
    ) AS days
    LEFT JOIN brought ON brought.feed_id = days.feed_id AND brought.day = days.day
    LEFT JOIN asked ON asked.feed_id = days.feed_id AND asked.day = days.day
),
rhythm AS (
    SELECT *,
           -- Eight weeks of the same weekday: Sundays are thin, and a week of silence moves no median.
           median(seen) FILTER (age > 0) OVER weekday AS of_weekday,
           count(*) FILTER (age > 0) OVER weekday AS weekdays,
           avg(seen) FILTER (age > 0) OVER month AS of_day
    FROM daily
    WINDOW weekday AS (PARTITION BY feed_id, isodow(day) ORDER BY day ROWS BETWEEN 8 PRECEDING AND 1 PRECEDING),
           month AS (PARTITION BY feed_id ORDER BY day ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING)
),
expecting AS (
    SELECT *,
           CASE
               WHEN age < 14 THEN NULL
               WHEN weekdays >= 3 AND of_weekday >= 3 THEN of_weekday
               -- The median of few is mostly none.
               ELSE of_day
           END AS expected
    FROM rhythm
),
delivering AS (
    SELECT *,
           CASE
               WHEN expected IS NULL THEN seen
               -- What comes beyond the usual is no reason to expect more of anything: it may be what there is to see.
               WHEN expected >= 3 THEN least(seen, expected)
               -- Of a feed with little to tell, only whether it answered can be told.
               WHEN polls_ok > 0 OR seen > 0 THEN expected
               ELSE 0
           END AS delivered
    FROM expecting
)
SELECT feed_id, day, seen, expected, copies, polls_ok, delivered, delivered / nullif(expected, 0) AS coverage,
       CASE
           WHEN expected IS NULL THEN 'too new'
           WHEN delivered = 0 AND expected > 0 THEN 'silent'
           WHEN delivered < expected / 2 THEN 'thin'
           WHEN seen > 2 * expected AND seen >= 10 THEN 'busy'
           ELSE 'usual'
       END AS state
FROM delivering;

COMMENT ON VIEW feed_coverage IS
'One row a feed and day, from the first day that it was asked or seen: what it was expected to bring by its own past, and what it brought. A feed that is gone, new or unusually busy shows here, before it shows as more or less of what happens.';
COMMENT ON COLUMN feed_coverage.feed_id IS 'The feed; see feeds.';
COMMENT ON COLUMN feed_coverage.day IS 'Day in UTC on which Daybook first saw the articles; the newest one may not be over.';
COMMENT ON COLUMN feed_coverage.seen IS 'New articles of that day that are nobody''s copies.';
COMMENT ON COLUMN feed_coverage.expected IS 'Median of the same weekday in the eight weeks before; of feeds with less than 3 a day, the mean of the 28 days before. NULL while less than 14 days are known.';
COMMENT ON COLUMN feed_coverage.copies IS 'New articles of that day that are copies of others'' (articles.duplicate_of).';
COMMENT ON COLUMN feed_coverage.polls_ok IS 'How often it answered on that day.';
COMMENT ON COLUMN feed_coverage.delivered IS 'What it brought of what was expected: seen, but never more than expected; of feeds with less than 3 a day, expected where it answered.';
COMMENT ON COLUMN feed_coverage.coverage IS 'delivered as a share of expected, from 0 to 1; NULL where nothing is expected.';
COMMENT ON COLUMN feed_coverage.state IS 'too new (nothing can be expected yet), silent, thin (less than half), usual, or busy (more than twice the usual).';

-- Counted by the day on which Daybook learned of it, which is the day that its feeds' coverage is known for.
CREATE OR REPLACE VIEW country_days AS
WITH placed AS (
    SELECT event.*, make_timestamp(epoch_us(event.first_seen_at))::DATE AS day,
           coalesce(event.place_country, event.recipient_country, event.actor_country) AS country,
           article.story_id
    FROM events AS event
    LEFT JOIN event_mentions AS mention ON mention.mention_id = event.lead_mention_id
    LEFT JOIN articles AS article ON article.article_id = mention.article_id
),
covered AS (
    SELECT day, sum(delivered) FILTER (expected IS NOT NULL) / nullif(sum(expected), 0) AS coverage,
           count(*) FILTER (delivered > 0) AS feeds,
           count(*) FILTER (state = 'silent') AS feeds_silent,
           count(*) FILTER (state = 'too new') AS feeds_new
    FROM feed_coverage
    GROUP BY day
)
SELECT placed.day, placed.country, placed.event_type,
       count(*) AS events,
       count(DISTINCT coalesce(placed.story_id, placed.event_id)) AS stories,
       coalesce(sum(placed.killed_low), 0)::BIGINT AS killed_low,
       coalesce(sum(placed.killed_high), 0)::BIGINT AS killed_high,
       max(placed.owners) AS most_owners,
       any_value(covered.coverage) AS coverage,
       any_value(covered.feeds) AS feeds,
       any_value(covered.feeds_silent) AS feeds_silent,
       any_value(covered.feeds_new) AS feeds_new
FROM placed
LEFT JOIN covered ON covered.day = placed.day
WHERE placed.country IS NOT NULL
GROUP BY placed.day, placed.country, placed.event_type;

COMMENT ON VIEW country_days IS
'One row a day, country and event type: what Daybook learned of on that day, with how much of the expected news came. Days without events have no row. Counts follow the feeds: compare them by spikes, not by eye.';
COMMENT ON COLUMN country_days.day IS 'Day in UTC on which Daybook first saw a report (daily_dyads goes by the day on which it happened).';
COMMENT ON COLUMN country_days.country IS 'Country of the place; where that is unknown, of the recipient, else of the actor.';
COMMENT ON COLUMN country_days.event_type IS 'PLOVER event type.';
COMMENT ON COLUMN country_days.events IS 'Events.';
COMMENT ON COLUMN country_days.stories IS 'Stories that their most certain mentions are from: never more than the events, and less moved by how much is told of each.';
COMMENT ON COLUMN country_days.killed_low IS 'Killed, by the lowest number reported of each event.';
COMMENT ON COLUMN country_days.killed_high IS 'Killed, by the highest number reported of each event.';
COMMENT ON COLUMN country_days.most_owners IS 'Independent owners behind the best corroborated of the events.';
COMMENT ON COLUMN country_days.coverage IS 'What all feeds delivered of what they were expected to deliver, from 0 to 1; see feed_coverage. NULL while nothing can be expected.';
COMMENT ON COLUMN country_days.feeds IS 'Feeds that delivered on that day.';
COMMENT ON COLUMN country_days.feeds_silent IS 'Feeds that were expected to and did not.';
COMMENT ON COLUMN country_days.feeds_new IS 'Feeds that are too new for anything to be expected of them.';
