-- Events of the kinds that ACLED has; talks, aid, sanctions and the like are left out.
CREATE OR REPLACE VIEW acled_like AS
WITH sided AS (
    SELECT *,
           coalesce(event_date, first_reported_at::DATE) AS day,
           coalesce(recipients[1], actors[2]) AS second,
           if(len(recipients) > 0, recipients[2:], actors[3:]) AS seconds_others,
           if(len(recipients) > 0, actors[2:], []) AS firsts_others
    FROM events
),
told AS (
    SELECT event_id, string_agg(DISTINCT outlet, '; ' ORDER BY outlet) AS outlets
    FROM event_mentions JOIN articles USING (article_id)
    GROUP BY event_id
),
coded AS (
    SELECT event.*, told.outlets AS sources, mention.evidence, kind.disorder_type, kind.event_type AS acled_type,
           kind.sub_event_type, scene.iso_numeric, scene.name AS country_name,
           coalesce(target.acled_actor = 'Civilians', false) AS on_civilians,
           CASE
               WHEN kind.event_type = 'Protests' AND event.event_type = 'PROTEST' THEN 'Protesters'
               WHEN kind.event_type = 'Riots' THEN 'Rioters'
               WHEN doer.acled_actor = 'State forces' AND event.actor_country <> event.place_country
                   THEN 'External/Other forces'
               ELSE doer.acled_actor
           END AS first_kind,
           CASE
               WHEN target.acled_actor = 'State forces' AND event.second.country <> event.place_country
                   THEN 'External/Other forces'
               ELSE target.acled_actor
           END AS second_kind
    FROM sided AS event
    LEFT JOIN sectors AS doer ON doer.code = event.actor_sector
    LEFT JOIN sectors AS target ON target.code = event.second.sector
    JOIN acled_types AS kind
        ON kind.plover_type = event.event_type
       AND kind.mode = coalesce(event.modes[1], 'none')
       AND kind.against_civilians = coalesce(target.acled_actor = 'Civilians', false)
    LEFT JOIN countries AS scene ON scene.code = event.place_country
    LEFT JOIN event_mentions AS mention ON mention.mention_id = event.lead_mention_id
    LEFT JOIN told ON told.event_id = event.event_id
)
SELECT concat(place_country, event_id) AS event_id_cnty,
       day AS event_date,
       year(day)::INTEGER AS "year",
       CASE date_precision WHEN 'day' THEN 1 WHEN 'range' THEN 2 WHEN 'inferred' THEN 2 ELSE 3 END AS time_precision,
       disorder_type,
       acled_type AS event_type,
       sub_event_type,
       actor_name AS actor1,
       nullif(array_to_string([other.name FOR other IN firsts_others], '; '), '') AS assoc_actor_1,
       first_kind AS inter1,
       second.name AS actor2,
       nullif(array_to_string([other.name FOR other IN seconds_others], '; '), '') AS assoc_actor_2,
       second_kind AS inter2,
       nullif(concat_ws('-', first_kind, second_kind), '') AS interaction,
       CASE WHEN on_civilians AND disorder_type = 'Political violence' THEN 'Civilian targeting' END
           AS civilian_targeting,
       iso_numeric AS iso,
       NULL::VARCHAR AS region,
       country_name AS country,
       admin1,
       NULL::VARCHAR AS admin2,
       NULL::VARCHAR AS admin3,
       place_name AS "location",
       lat AS latitude,
       lon AS longitude,
       CASE WHEN place_precision IN ('point', 'city') THEN 1 WHEN place_precision = 'province' THEN 2
            WHEN place_precision = 'country' THEN 3 END AS geo_precision,
       sources AS source,
       NULL::VARCHAR AS source_scale,
       evidence AS notes,
       coalesce(killed_low, 0) AS fatalities,
       NULL::VARCHAR AS tags,
       epoch(first_seen_at)::BIGINT AS "timestamp"
FROM coded;

COMMENT ON VIEW acled_like IS
'Events of the kinds that ACLED has, in the shape of its export: its 31 columns, in its order. Coded by machine from news, so not comparable with ACLED''s own figures.';
COMMENT ON COLUMN acled_like."event_id_cnty" IS 'Country of the place and event_id.';
COMMENT ON COLUMN acled_like."event_date" IS 'Day of the event; where it is unknown, that of the first report.';
COMMENT ON COLUMN acled_like."year" IS 'Year of event_date.';
COMMENT ON COLUMN acled_like."time_precision" IS '1 the day is known, 2 within some days, 3 the month or less.';
COMMENT ON COLUMN acled_like."disorder_type" IS 'Political violence, Demonstrations or Strategic developments.';
COMMENT ON COLUMN acled_like."event_type" IS 'ACLED event type, from PLOVER type and first mode (table acled_types).';
COMMENT ON COLUMN acled_like."sub_event_type" IS 'ACLED sub-event type, from the same.';
COMMENT ON COLUMN acled_like."actor1" IS 'First actor.';
COMMENT ON COLUMN acled_like."assoc_actor_1" IS 'The other actors, parted by semicolons.';
COMMENT ON COLUMN acled_like."inter1" IS 'Kind of actor1, from its sector.';
COMMENT ON COLUMN acled_like."actor2" IS 'First recipient, or second actor where PLOVER has all sides as actors.';
COMMENT ON COLUMN acled_like."assoc_actor_2" IS 'The other recipients, parted by semicolons.';
COMMENT ON COLUMN acled_like."inter2" IS 'Kind of actor2, from its sector.';
COMMENT ON COLUMN acled_like."interaction" IS 'inter1 and inter2, or inter1 only.';
COMMENT ON COLUMN acled_like."civilian_targeting" IS 'Civilian targeting, or NULL.';
COMMENT ON COLUMN acled_like."iso" IS 'Country of the place, ISO 3166 numeric.';
COMMENT ON COLUMN acled_like."region" IS 'NULL: ACLED''s regions are not coded.';
COMMENT ON COLUMN acled_like."country" IS 'Country of the place, by name.';
COMMENT ON COLUMN acled_like."admin1" IS 'First administrative division.';
COMMENT ON COLUMN acled_like."admin2" IS 'NULL: not coded.';
COMMENT ON COLUMN acled_like."admin3" IS 'NULL: not coded.';
COMMENT ON COLUMN acled_like."location" IS 'Name of the place.';
COMMENT ON COLUMN acled_like."latitude" IS 'Latitude in degrees, WGS 84.';
COMMENT ON COLUMN acled_like."longitude" IS 'Longitude in degrees, WGS 84.';
COMMENT ON COLUMN acled_like."geo_precision" IS '1 a place, 2 a province, 3 a country.';
COMMENT ON COLUMN acled_like."source" IS 'Outlets that report it, parted by semicolons.';
COMMENT ON COLUMN acled_like."source_scale" IS 'NULL: not coded.';
COMMENT ON COLUMN acled_like."notes" IS 'The sentence of the most certain mention.';
COMMENT ON COLUMN acled_like."fatalities" IS 'Lowest number of killed reported; 0 where no number is reported.';
COMMENT ON COLUMN acled_like."tags" IS 'NULL: not coded.';
COMMENT ON COLUMN acled_like."timestamp" IS 'When Daybook first saw a report, seconds since 1970 (UTC).';
