CREATE OR REPLACE VIEW daily_dyads AS
WITH sided AS (
    SELECT *,
           -- Of a meeting or fight with all sides as actors, the other side is the first from elsewhere.
           CASE
               WHEN len(recipients) > 0 THEN recipient_country
               ELSE coalesce([one.country FOR one IN actors IF one.country <> actors[1].country][1],
                             actors[2].country)
           END AS other_country
    FROM events
),
paired AS (
    -- Neither side of those did it to the other: one row for the two, in the order of their codes.
    SELECT * EXCLUDE (actor_country, recipient_country),
           if(len(recipients) = 0, least(actor_country, other_country), actor_country) AS actor_country,
           if(len(recipients) = 0, greatest(actor_country, other_country), other_country) AS recipient_country
    FROM sided
    WHERE event_date IS NOT NULL AND actor_country IS NOT NULL AND other_country IS NOT NULL
),
covered AS (
    SELECT day, sum(delivered) FILTER (expected IS NOT NULL) / nullif(sum(expected), 0) AS coverage
    FROM feed_coverage
    GROUP BY day
)
SELECT event_date,
       actor_country,
       recipient_country,
       count(*) AS events,
       count(*) FILTER (quad_code = 1) AS verbal_cooperation,
       count(*) FILTER (quad_code = 2) AS material_cooperation,
       count(*) FILTER (quad_code = 3) AS verbal_conflict,
       count(*) FILTER (quad_code = 4) AS material_conflict,
       avg(event_scale) AS mean_event_scale,
       avg(goldstein) AS mean_goldstein,
       coalesce(sum(killed_low), 0)::BIGINT AS killed_low,
       coalesce(sum(killed_high), 0)::BIGINT AS killed_high,
       sum(articles)::BIGINT AS articles,
       max(owners) AS most_owners,
       any_value(coverage) AS coverage
FROM paired
LEFT JOIN covered ON covered.day = paired.event_date
GROUP BY event_date, actor_country, recipient_country;

COMMENT ON VIEW daily_dyads IS
'One row a day, actor country and recipient country (the same one twice for events within a country). An event with both sides as actors and no recipient (a meeting, a two-sided fight) is in one row only, with the alphabetically first country as the actor; so look for both orders. Events with an unknown country or day are left out.';
COMMENT ON COLUMN daily_dyads.event_date IS 'Day on which the events happened.';
COMMENT ON COLUMN daily_dyads.actor_country IS 'Country that acted, ISO 3166 alpha-3 or a PLOVER international code; of two sides that act alike, the alphabetically first.';
COMMENT ON COLUMN daily_dyads.recipient_country IS 'Country that was acted on; of two sides that act alike, the alphabetically second.';
COMMENT ON COLUMN daily_dyads.events IS 'Events.';
COMMENT ON COLUMN daily_dyads.verbal_cooperation IS 'Events with quad_code 1.';
COMMENT ON COLUMN daily_dyads.material_cooperation IS 'Events with quad_code 2.';
COMMENT ON COLUMN daily_dyads.verbal_conflict IS 'Events with quad_code 3.';
COMMENT ON COLUMN daily_dyads.material_conflict IS 'Events with quad_code 4.';
COMMENT ON COLUMN daily_dyads.mean_event_scale IS 'Mean PLOVER intensity, -10 to +10.';
COMMENT ON COLUMN daily_dyads.mean_goldstein IS 'Mean Goldstein score, -10 to +10.';
COMMENT ON COLUMN daily_dyads.killed_low IS 'Killed, by the lowest number reported of each event.';
COMMENT ON COLUMN daily_dyads.killed_high IS 'Killed, by the highest number reported of each event.';
COMMENT ON COLUMN daily_dyads.articles IS 'Articles that report the events, copies too.';
COMMENT ON COLUMN daily_dyads.most_owners IS 'Independent owners behind the best corroborated of the events.';
COMMENT ON COLUMN daily_dyads.coverage IS 'What all feeds delivered on that day of what they were expected to deliver, from 0 to 1; see feed_coverage. NULL where nothing could be expected, as for days before the first run.';
