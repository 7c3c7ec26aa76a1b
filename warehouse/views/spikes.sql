-- Is there more of it, or is more told? A day is held against the 56 before it, both seen through the same feeds: those
-- that are known for two weeks and delivered at least a quarter of what was expected of them on that day. What only other
-- feeds told counts on neither side, so that a feed that is added adds nothing and one that died takes nothing away.
--
-- Counted are stories, each once for a country, type and day of the event: one text at fifty outlets is one story, and so
-- are fifty events that were coded from it. A story counts on the day on which one of those feeds first told it.
--
-- expected = (stories before + 1/2) x what the feeds delivered on the day / what they delivered before; each feed weighs
-- as much as it told of the country before. What a feed delivers is bounded by its own past (feed_coverage), weekday by
-- weekday: a thin Sunday lowers what is expected, and a flood of articles does not raise it.
--
-- score = 2 (sqrt(stories + 3/8) - sqrt(expected + 3/8)) / sqrt(1 + k expected + expected / (stories before + 1/2)):
-- about a normal deviate, also for small counts. The root below takes in that days differ by more than chance (k, the
-- excess variance of a negative binomial, from the same 56 days) and that expected is itself counted. On made-up news of
-- 300 countries and eight feeds, by chance alone or with bursts twice as wide, none of 1,861 country-days was a spike.
CREATE OR REPLACE MACRO spikes_on(on_day) AS TABLE
WITH chosen AS (
    SELECT on_day::DATE AS today
),
-- Days are told as days back: 0 is the day asked for, -1 the one before.
feed_days AS (
    SELECT feed_coverage.*, day - today AS back
    FROM feed_coverage, chosen
    WHERE day BETWEEN today - 56 AND today
),
panel AS (
    SELECT feed_id, sum(delivered) FILTER (back = 0) AS today, sum(delivered) FILTER (back < 0) AS before,
           count(*) FILTER (back < 0) AS days
    FROM feed_days
    GROUP BY feed_id
    HAVING sum(coverage) FILTER (back = 0) >= 0.25 AND before > 0
),
-- Step by step, the few before the many: from two months of articles to what they tell.
recent AS MATERIALIZED (
    SELECT article_id, feed_id, coalesce(story_id, article_id) AS story,
           make_timestamp(epoch_us(first_seen_at))::DATE - today AS back
    FROM articles, chosen
    WHERE make_timestamp(epoch_us(first_seen_at)) >= today - 56 AND make_timestamp(epoch_us(first_seen_at)) < today + 1
),
mentioned AS MATERIALIZED (
    SELECT mention.event_id, recent.feed_id, recent.story, min(recent.back) AS back
    FROM event_mentions AS mention
    JOIN recent ON recent.article_id = mention.article_id
    GROUP BY ALL
),
told AS MATERIALIZED (
    SELECT coalesce(event.place_country, event.recipient_country, event.actor_country) AS country, event.event_type,
           mentioned.story || ' ' || coalesce(event.event_date::VARCHAR, '') AS story,
           mentioned.feed_id, min(mentioned.back) AS back
    FROM mentioned
    JOIN events AS event ON event.event_id = mentioned.event_id
    WHERE coalesce(event.place_country, event.recipient_country, event.actor_country) IS NOT NULL
    GROUP BY ALL
),
first_told AS (
    SELECT country, event_type, story, min(told.back) FILTER (panel.feed_id IS NOT NULL) AS back,
           min(told.back) AS by_anyone
    FROM told LEFT JOIN panel ON panel.feed_id = told.feed_id
    GROUP BY country, event_type, story
),
by_day AS (
    SELECT country, event_type, back, by_anyone, count(*) AS stories FROM first_told GROUP BY ALL
),
counted AS (
    SELECT country, event_type,
           coalesce(sum(stories) FILTER (back = 0), 0) AS today,
           coalesce(sum(stories) FILTER (back < 0), 0) AS before,
           coalesce(sum(stories) FILTER (back IS NULL AND by_anyone = 0), 0) AS left_out
    FROM by_day
    GROUP BY country, event_type
),
spread AS (
    SELECT country, event_type, sum(stories * stories) AS squares
    FROM (SELECT country, event_type, back, sum(stories) AS stories FROM by_day WHERE back < 0 GROUP BY ALL)
    GROUP BY country, event_type
),
-- How much of what is told of a country comes from which feed.
weights AS (
    SELECT country, feed_id, count(DISTINCT story) AS stories FROM told WHERE back < 0 GROUP BY ALL
),
exposed AS (
    SELECT weights.country,
           sum(weights.stories * panel.today / panel.before) / sum(weights.stories) FILTER (panel.before > 0) AS share,
           sum(weights.stories * today.coverage) / sum(weights.stories) FILTER (today.coverage IS NOT NULL) AS coverage,
           count(panel.feed_id) AS feeds
    FROM weights
    LEFT JOIN panel ON panel.feed_id = weights.feed_id
    LEFT JOIN feed_days AS today ON today.feed_id = weights.feed_id AND today.back = 0
    GROUP BY weights.country
),
overall AS (
    SELECT sum(today) / sum(before) AS share, greatest(max(days), 1) AS days FROM panel
),
measured AS (
    SELECT counted.*, coalesce(exposed.feeds, 0) AS feeds, exposed.coverage, overall.days,
           (counted.before + 0.5) * coalesce(exposed.share, overall.share) AS expected,
           -- Method of moments: what the variance is above the mean, as a share of the mean's square.
           coalesce(greatest(
               ((spread.squares - counted.before * counted.before / overall.days) / (overall.days - 1)
                   - counted.before / overall.days) / pow(counted.before / overall.days, 2), 0), 0) AS excess
    FROM counted
    LEFT JOIN spread USING (country, event_type)
    LEFT JOIN exposed ON exposed.country = counted.country
    CROSS JOIN overall
    WHERE counted.today > 0 OR counted.left_out > 0
),
scored AS (
    SELECT *, (today + 0.5) / (expected + 0.5) AS rate_ratio,
           2 * (sqrt(today + 0.375) - sqrt(expected + 0.375))
               / sqrt(1 + excess * expected + expected / (before + 0.5)) AS score
    FROM measured
)
SELECT chosen.today AS day, country, event_type, scored.today::BIGINT AS stories, round(expected, 2) AS expected,
       round(rate_ratio, 2) AS rate_ratio, round(score, 2) AS score,
       CASE
           WHEN expected IS NULL OR days < 28 THEN 'too early'
           WHEN scored.today >= 4 AND rate_ratio >= 2 AND score >= 3 THEN 'spike'
           ELSE 'usual'
       END AS verdict,
       round(coverage, 2) AS coverage, feeds, before::BIGINT AS stories_before, days AS days_before,
       left_out::BIGINT AS left_out
FROM scored, chosen;

COMMENT ON MACRO TABLE spikes_on IS
'What a day has more of than its own past, as the view spikes tells it of the newest two days: from spikes_on(date ''2026-11-16'').';

CREATE OR REPLACE VIEW spikes AS
FROM spikes_on((SELECT max(day) FROM feed_coverage))
UNION ALL
FROM spikes_on((SELECT max(day) - 1 FROM feed_coverage));

COMMENT ON VIEW spikes IS
'One row a country and event type of the newest two days on which Daybook learned of it: is there more than its own past and what its feeds delivered let expect? For other days: from spikes_on(day). A feed that was added, died or floods, and a text that fifty outlets carry, is no spike.';
COMMENT ON COLUMN spikes.day IS 'Day in UTC on which the stories were first told; the newest one may not be over, which what is expected takes in.';
COMMENT ON COLUMN spikes.country IS 'Country of the place; where that is unknown, of the recipient, else of the actor.';
COMMENT ON COLUMN spikes.event_type IS 'PLOVER event type.';
COMMENT ON COLUMN spikes.stories IS 'Stories of that country and type that feeds with a known past first told on that day.';
COMMENT ON COLUMN spikes.expected IS 'How many the 56 days before let expect, for what the same feeds delivered on that day.';
COMMENT ON COLUMN spikes.rate_ratio IS 'stories / expected, each with a half added, so that small counts do not shout.';
COMMENT ON COLUMN spikes.score IS 'How far beyond chance, as a normal deviate: 3 comes about once in a thousand by chance.';
COMMENT ON COLUMN spikes.verdict IS 'spike (at least 4 stories, a rate_ratio of 2 and a score of 3), usual, or too early (no feed is known for 28 days).';
COMMENT ON COLUMN spikes.coverage IS 'How much of what is expected of the feeds that told of the country before came on that day, from 0 to 1, feeds that died among them.';
COMMENT ON COLUMN spikes.feeds IS 'Feeds with a known past that told of the country before and delivered on that day: what both sides are seen through.';
COMMENT ON COLUMN spikes.stories_before IS 'Stories of that country and type that these feeds told in the days before.';
COMMENT ON COLUMN spikes.days_before IS 'Days before, at most 56.';
COMMENT ON COLUMN spikes.left_out IS 'Stories of that day that only feeds without a known past, or hardly delivering ones, told: not compared.';
