CREATE OR REPLACE VIEW daily_dyads AS
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
       max(owners) AS most_owners
FROM events
WHERE event_date IS NOT NULL AND actor_country IS NOT NULL AND recipient_country IS NOT NULL
GROUP BY event_date, actor_country, recipient_country;

COMMENT ON VIEW daily_dyads IS
'One row a day, actor country and recipient country (the same one twice for events within a country). Events with an unknown country or day are left out.';
COMMENT ON COLUMN daily_dyads.event_date IS 'Day on which the events happened.';
COMMENT ON COLUMN daily_dyads.actor_country IS 'Country that acted, ISO 3166 alpha-3 or a PLOVER international code.';
COMMENT ON COLUMN daily_dyads.recipient_country IS 'Country that was acted on.';
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
