-- The touched events as all of their mentions have them, where that differs from what is stored. Every choice
-- among mentions ends in mention_id, so that the order of loading cannot matter.
CREATE OR REPLACE TEMP TABLE changed_events AS
WITH touched AS (
    SELECT DISTINCT event_id FROM touched_events
),
owned AS (
    SELECT article.article_id, article.outlet, article.first_seen_at,
           coalesce(article.published_at, article.first_seen_at) AS reported_at,
           -- A copy speaks with its original's voice: it adds an article and an outlet, never an owner.
           coalesce(original_feed.owner, original.outlet, feed.owner, article.outlet) AS owner,
           coalesce(original_feed.state_affiliated, feed.state_affiliated, false) AS state_affiliated
    FROM articles AS article
    LEFT JOIN feeds AS feed ON feed.feed_id = article.feed_id
    LEFT JOIN articles AS original ON original.article_id = article.duplicate_of
    LEFT JOIN feeds AS original_feed ON original_feed.feed_id = original.feed_id
    WHERE article.article_id IN (
        SELECT article_id FROM event_mentions WHERE event_id IN (SELECT event_id FROM touched)
    )
),
ranked AS (
    SELECT mention.*, owned.outlet, owned.owner, owned.state_affiliated, owned.reported_at, owned.first_seen_at,
           signature.joined_to IS NULL AS is_core,
           row_number() OVER (
               PARTITION BY mention.event_id
               ORDER BY mention.confidence DESC, owned.reported_at, mention.mention_id
           ) AS place_in_line
    FROM event_mentions AS mention
    JOIN owned USING (article_id)
    LEFT JOIN event_signatures AS signature ON signature.signature_id = mention.signature_id
    WHERE mention.event_id IN (SELECT event_id FROM touched)
),
counted AS (
    SELECT event_id,
           -- Who says where, when and who most narrowly speaks; of several, the most certain. The sides are those of
           -- the core of the event, where it has any.
           arg_min(place, (place."precision" IN ('country', 'province'), place."precision" = 'country', place_in_line))
               FILTER (place IS NOT NULL) AS place,
           arg_min({'day': event_date, 'precision': date_precision},
                   (list_position(['day', 'inferred', 'range', 'month', 'year'], date_precision), place_in_line))
               FILTER (event_date IS NOT NULL) AS dated,
           arg_min(actors, (NOT is_core, place_in_line)) FILTER (len(actors) > 0) AS actors,
           arg_min(recipients, (NOT is_core, place_in_line)) FILTER (len(recipients) > 0) AS recipients,
           -- "At least 12" is 12 on both sides until somebody says more; "dozens" counts where nobody has a number.
           coalesce(min(coalesce(killed_low, killed)) FILTER (killed IS NOT NULL), min(killed_low)) AS killed_low,
           max(coalesce(killed_high, killed)) AS killed_high,
           coalesce(min(coalesce(injured_low, injured)) FILTER (injured IS NOT NULL), min(injured_low)) AS injured_low,
           max(coalesce(injured_high, injured)) AS injured_high,
           coalesce(min(coalesce(arrested_low, arrested)) FILTER (arrested IS NOT NULL), min(arrested_low))
               AS arrested_low,
           max(coalesce(arrested_high, arrested)) AS arrested_high,
           coalesce(min(coalesce(abducted_low, abducted)) FILTER (abducted IS NOT NULL), min(abducted_low))
               AS abducted_low,
           max(coalesce(abducted_high, abducted)) AS abducted_high,
           coalesce(min(coalesce(crowd_low, crowd)) FILTER (crowd IS NOT NULL), min(crowd_low)) AS crowd_low,
           max(coalesce(crowd_high, crowd)) AS crowd_high,
           count(*)::INTEGER AS mentions,
           count(DISTINCT article_id)::INTEGER AS articles,
           count(DISTINCT outlet)::INTEGER AS outlets,
           count(DISTINCT owner)::INTEGER AS owners,
           bool_and(state_affiliated) AS state_affiliated_only,
           min(reported_at) AS first_reported_at, max(reported_at) AS last_reported_at,
           min(first_seen_at) AS first_seen_at
    FROM ranked
    GROUP BY event_id
),
recomputed AS (
    SELECT lead.event_id,
           counted.dated.day AS event_date,
           coalesce(counted.dated.precision, lead.date_precision) AS date_precision,
           lead.event_type, lead.modes, lead.contexts, lead.quad_code, lead.event_scale, lead.cameo_code,
           lead.goldstein,
           counted.actors[1].name AS actor_name,
           counted.actors[1].country AS actor_country,
           counted.actors[1].sector AS actor_sector,
           counted.recipients[1].name AS recipient_name,
           counted.recipients[1].country AS recipient_country,
           counted.recipients[1].sector AS recipient_sector,
           coalesce(counted.actors, []) AS actors,
           coalesce(counted.recipients, []) AS recipients,
           counted.place.name AS place_name,
           counted.place.country AS place_country,
           counted.place.admin1 AS admin1,
           counted.place.lat AS lat,
           counted.place.lon AS lon,
           counted.place.precision AS place_precision,
           counted.killed_low, counted.killed_high, counted.injured_low, counted.injured_high,
           counted.mentions, counted.articles, counted.outlets, counted.owners, counted.state_affiliated_only,
           lead.confidence,
           lead.mention_id AS lead_mention_id,
           counted.first_reported_at, counted.last_reported_at, counted.first_seen_at,
           counted.arrested_low, counted.arrested_high, counted.abducted_low, counted.abducted_high,
           counted.crowd_low, counted.crowd_high,
           counted.place.admin1_code AS admin1_code
    FROM ranked AS lead
    JOIN counted USING (event_id)
    WHERE lead.place_in_line = 1
)
SELECT * FROM recomputed
EXCEPT
SELECT * EXCLUDE (run_id) FROM events WHERE event_id IN (SELECT event_id FROM touched)
