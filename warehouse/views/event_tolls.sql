-- Unnested in the list of columns, so that a question for one event reads its mentions alone.
CREATE OR REPLACE VIEW event_tolls AS
WITH counted AS (
    SELECT mention_id, event_id, article_id, evidence, unnest(
           [count FOR count IN [
               {'kind': 'killed', 'said': killed, 'low': killed_low, 'high': killed_high},
               {'kind': 'injured', 'said': injured, 'low': injured_low, 'high': injured_high},
               {'kind': 'arrested', 'said': arrested, 'low': arrested_low, 'high': arrested_high},
               {'kind': 'abducted', 'said': abducted, 'low': abducted_low, 'high': abducted_high},
               {'kind': 'crowd', 'said': crowd, 'low': crowd_low, 'high': crowd_high}
           ] IF coalesce(count.said, count.low, count.high) IS NOT NULL]
           ) AS count
    FROM event_mentions
)
SELECT counted.event_id,
       counted.count.kind AS kind,
       coalesce(counted.count.low, counted.count.said) AS low,
       counted.count.said AS said,
       coalesce(counted.count.high, counted.count.said) AS high,
       article.outlet,
       coalesce(feed.owner, article.outlet) AS owner,
       coalesce(feed.state_affiliated, false) AS state_affiliated,
       article.duplicate_of IS NOT NULL AS is_copy,
       coalesce(article.published_at, article.first_seen_at) AS reported_at,
       counted.mention_id,
       counted.article_id,
       counted.evidence
FROM counted
JOIN articles AS article USING (article_id)
LEFT JOIN feeds AS feed ON feed.feed_id = article.feed_id;

COMMENT ON VIEW event_tolls IS
'Who says how many: one row a number in a mention. Where reports differ, events has the range, and this view says whose number is which.';
COMMENT ON COLUMN event_tolls.event_id IS 'The event; see events.';
COMMENT ON COLUMN event_tolls.kind IS 'killed, injured, arrested, abducted or crowd (people in a protest, or troops that are moved).';
COMMENT ON COLUMN event_tolls.low IS 'At least so many; NULL where nothing bounds the number below ("up to 50").';
COMMENT ON COLUMN event_tolls.said IS 'The number as the text says it; NULL where it says none ("dozens").';
COMMENT ON COLUMN event_tolls.high IS 'At most so many; the number itself where the text bounds it only below ("at least 12").';
COMMENT ON COLUMN event_tolls.outlet IS 'The outlet that says so.';
COMMENT ON COLUMN event_tolls.owner IS 'Its owner, or the outlet itself where none is declared.';
COMMENT ON COLUMN event_tolls.state_affiliated IS 'Whether a state controls the outlet, as its feed declares.';
COMMENT ON COLUMN event_tolls.is_copy IS 'Whether the article is a copy of another one: it repeats a number, it does not confirm it.';
COMMENT ON COLUMN event_tolls.reported_at IS 'When the article was published, or first seen where that is unknown.';
COMMENT ON COLUMN event_tolls.mention_id IS 'The mention; see event_mentions.';
COMMENT ON COLUMN event_tolls.article_id IS 'The article; see articles.';
COMMENT ON COLUMN event_tolls.evidence IS 'The sentence that says so.';
