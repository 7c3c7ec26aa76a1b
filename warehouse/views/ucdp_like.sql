-- Events that UCDP's GED would have: somebody was killed by force, and both sides are known. Which of its three kinds
-- an event is follows from who the sides are; where all sides are actors, the second is the other side.
CREATE OR REPLACE VIEW ucdp_like AS
WITH known AS (
    SELECT event.*, mention.killed AS lead_killed, mention.place."text" AS place_words, article.outlet AS lead_outlet,
           article.title AS lead_title, article.published_at AS lead_published_at,
           coalesce(event.event_date, make_timestamp(epoch_us(event.first_reported_at))::DATE) AS day,
           -- Who opposes a government by words is a civilian to UCDP, who does it by force is not.
           if(doer.code = 'OPP', 'Rebel group', doer.acled_actor) AS doer_kind,
           if(rival.code = 'OPP', 'Rebel group', rival.acled_actor) AS rival_kind,
           victim.acled_actor AS victim_kind
    FROM events AS event
    LEFT JOIN event_mentions AS mention ON mention.mention_id = event.lead_mention_id
    LEFT JOIN articles AS article ON article.article_id = mention.article_id
    LEFT JOIN sectors AS doer ON doer.code = event.actors[1].sector
    LEFT JOIN sectors AS rival ON rival.code = event.actors[2].sector
    LEFT JOIN sectors AS victim ON victim.code = event.recipients[1].sector
    WHERE event.event_type = 'ASSAULT' AND coalesce(event.killed_low, event.killed_high) > 0
),
matched AS (
    SELECT *,
           -- As in acled_like: a government and its own rebels fight each other, whoever else was hit.
           len(recipients) = 0 OR coalesce(
               victim_kind = 'Civilians' AND actors[1].country = actors[2].country
               AND list_sort([doer_kind, rival_kind]) = ['Rebel group', 'State forces'], false
           ) AS is_two_sided
    FROM known
),
sided AS (
    SELECT *, actors[1] AS doer, if(is_two_sided, actors[2], recipients[1]) AS target,
           if(is_two_sided, rival_kind, victim_kind) AS target_kind
    FROM matched
),
kinds AS (
    SELECT *,
           doer_kind = 'State forces' AS doer_is_state, target_kind = 'State forces' AS target_is_state,
           CASE
               WHEN target_kind = 'Civilians' AND doer_kind <> 'Civilians' THEN 3
               WHEN doer_kind = 'Civilians' THEN NULL
               WHEN doer_kind = 'State forces' OR target_kind = 'State forces' THEN 1
               WHEN doer_kind IS NOT NULL AND target_kind IS NOT NULL THEN 2
           END AS type_of_violence
    FROM sided
),
ordered AS (
    SELECT *,
           -- UCDP has the government first where one fights, and civilians always second.
           type_of_violence = 1 AND target_is_state AND NOT doer_is_state AS is_swapped,
           CASE type_of_violence WHEN 3 THEN 'Civilians' ELSE target.name END AS target_name,
           least(killed_low, lead_killed, killed_high) AS fewest,
           greatest(killed_low, lead_killed, killed_high) AS most
    FROM kinds
    WHERE type_of_violence IS NOT NULL
),
named AS (
    SELECT *, if(doer_is_state, doer.country, NULL) AS doer_state, if(target_is_state, target.country, NULL) AS target_state,
           if(is_swapped, target_state, doer_state) AS first_country,
           if(is_swapped, doer_state, target_state) AS second_country,
           if(is_swapped, target_name, doer.name) AS first_side,
           if(is_swapped, doer.name, target_name) AS second_side
    FROM ordered
),
told AS (
    SELECT event_id, string_agg(DISTINCT coalesce(articles.url, articles.outlet), '; ' ORDER BY coalesce(articles.url, articles.outlet)) AS sources
    FROM event_mentions JOIN articles USING (article_id)
    GROUP BY event_id
)
SELECT ('0x' || substr(md5(named.event_id), 1, 13))::BIGINT AS id,
       named.event_id AS relid,
       year(day)::INTEGER AS "year",
       NULL::BOOLEAN AS active_year,
       NULL::VARCHAR AS code_status,
       type_of_violence,
       NULL::INTEGER AS conflict_dset_id,
       NULL::INTEGER AS conflict_new_id,
       if(type_of_violence = 1, NULL, concat(first_side, ' - ', second_side)) AS conflict_name,
       NULL::INTEGER AS dyad_dset_id,
       NULL::INTEGER AS dyad_new_id,
       concat(first_side, ' - ', second_side) AS dyad_name,
       NULL::INTEGER AS side_a_dset_id,
       NULL::INTEGER AS side_a_new_id,
       first_side AS side_a,
       NULL::INTEGER AS side_b_dset_id,
       NULL::INTEGER AS side_b_new_id,
       second_side AS side_b,
       named.outlets AS number_of_sources,
       told.sources AS source_article,
       lead_outlet AS source_office,
       make_timestamp(epoch_us(lead_published_at))::DATE AS source_date,
       lead_title AS source_headline,
       NULL::VARCHAR AS source_original,
       CASE WHEN place_precision IN ('point', 'city') THEN 1 WHEN place_precision = 'province' THEN 4
            WHEN place_precision = 'country' THEN 6 END AS where_prec,
       place_name AS where_coordinates,
       place_words AS where_description,
       admin1 AS adm_1,
       NULL::VARCHAR AS adm_2,
       lat AS latitude,
       lon AS longitude,
       if(lat IS NULL OR lon IS NULL, NULL, printf('POINT (%.6f %.6f)', lon, lat)) AS geom_wkt,
       -- PRIO-GRID numbers its half-degree cells from the south-west, row by row; the poles' and the date line's own
       -- edges belong to the last cells.
       (least(floor((90 + lat) * 2), 359) * 720 + least(floor((180 + lon) * 2), 719) + 1)::INTEGER AS priogrid_gid,
       scene.name AS country,
       scene.gw_code AS country_id,
       scene.ucdp_region AS region,
       if(date_precision IN ('month', 'year', 'range'), 2, 1) AS event_clarity,
       CASE date_precision WHEN 'day' THEN 1 WHEN 'inferred' THEN 2 WHEN 'range' THEN 3 WHEN 'month' THEN 4
            ELSE 5 END AS date_prec,
       CASE date_precision WHEN 'month' THEN date_trunc('month', day)::DATE
            WHEN 'year' THEN date_trunc('year', day)::DATE ELSE day END AS date_start,
       CASE date_precision WHEN 'month' THEN last_day(day)
            WHEN 'year' THEN make_date(year(day), 12, 31) ELSE day END AS date_end,
       0 AS deaths_a,
       0 AS deaths_b,
       if(type_of_violence = 3, coalesce(lead_killed, fewest), 0) AS deaths_civilians,
       if(type_of_violence = 3, 0, coalesce(lead_killed, fewest)) AS deaths_unknown,
       coalesce(lead_killed, fewest) AS best,
       most AS high,
       fewest AS low,
       first_state.gw_code AS gwnoa,
       second_state.gw_code AS gwnob
FROM named
LEFT JOIN told ON told.event_id = named.event_id
LEFT JOIN countries AS scene ON scene.code = named.place_country
-- Only states have a number: a rebel's country is not the rebel's.
LEFT JOIN countries AS first_state ON first_state.code = named.first_country
LEFT JOIN countries AS second_state ON second_state.code = named.second_country;

COMMENT ON VIEW ucdp_like IS
'Deadly violence between known sides in the shape of UCDP''s GED: its 49 columns, in its order. Coded by machine from news and not checked by a person, so not comparable with UCDP''s own figures; UCDP''s own identifiers of conflicts and sides are NULL.';
COMMENT ON COLUMN ucdp_like.id IS 'Whole number made from event_id, as in gdelt_events.';
COMMENT ON COLUMN ucdp_like.relid IS 'event_id.';
COMMENT ON COLUMN ucdp_like."year" IS 'Year of the event.';
COMMENT ON COLUMN ucdp_like.active_year IS 'NULL: UCDP''s threshold of 25 deaths a year is not applied.';
COMMENT ON COLUMN ucdp_like.code_status IS 'NULL: no person has checked it.';
COMMENT ON COLUMN ucdp_like.type_of_violence IS '1 a state fights, 2 others fight each other, 3 civilians are attacked.';
COMMENT ON COLUMN ucdp_like.conflict_dset_id IS 'NULL: UCDP''s own identifier.';
COMMENT ON COLUMN ucdp_like.conflict_new_id IS 'NULL: UCDP''s own identifier.';
COMMENT ON COLUMN ucdp_like.conflict_name IS 'The two sides, for types 2 and 3; NULL for type 1, whose conflicts UCDP names by what is fought over.';
COMMENT ON COLUMN ucdp_like.dyad_dset_id IS 'NULL: UCDP''s own identifier.';
COMMENT ON COLUMN ucdp_like.dyad_new_id IS 'NULL: UCDP''s own identifier.';
COMMENT ON COLUMN ucdp_like.dyad_name IS 'The two sides.';
COMMENT ON COLUMN ucdp_like.side_a_dset_id IS 'NULL: UCDP''s own identifier.';
COMMENT ON COLUMN ucdp_like.side_a_new_id IS 'NULL: UCDP''s own identifier.';
COMMENT ON COLUMN ucdp_like.side_a IS 'The state where one fights, else who attacks.';
COMMENT ON COLUMN ucdp_like.side_b_dset_id IS 'NULL: UCDP''s own identifier.';
COMMENT ON COLUMN ucdp_like.side_b_new_id IS 'NULL: UCDP''s own identifier.';
COMMENT ON COLUMN ucdp_like.side_b IS 'The other side; "Civilians" for type 3.';
COMMENT ON COLUMN ucdp_like.number_of_sources IS 'Outlets that report it.';
COMMENT ON COLUMN ucdp_like.source_article IS 'Addresses of the articles, parted by semicolons; the outlet where there is no address.';
COMMENT ON COLUMN ucdp_like.source_office IS 'Publisher of the most certain mention.';
COMMENT ON COLUMN ucdp_like.source_date IS 'Day on which that was published, UTC.';
COMMENT ON COLUMN ucdp_like.source_headline IS 'Its headline.';
COMMENT ON COLUMN ucdp_like.source_original IS 'NULL: who first said so is not coded.';
COMMENT ON COLUMN ucdp_like.where_prec IS '1 a place, 4 a province, 6 a country; NULL where unknown.';
COMMENT ON COLUMN ucdp_like.where_coordinates IS 'Name of the place.';
COMMENT ON COLUMN ucdp_like.where_description IS 'The place as the sentence of the most certain mention has it.';
COMMENT ON COLUMN ucdp_like.adm_1 IS 'First administrative division.';
COMMENT ON COLUMN ucdp_like.adm_2 IS 'NULL: not coded.';
COMMENT ON COLUMN ucdp_like.latitude IS 'Latitude in degrees, WGS 84.';
COMMENT ON COLUMN ucdp_like.longitude IS 'Longitude in degrees, WGS 84.';
COMMENT ON COLUMN ucdp_like.geom_wkt IS 'The point as well-known text, longitude first.';
COMMENT ON COLUMN ucdp_like.priogrid_gid IS 'Cell of PRIO-GRID 2 (half a degree) that the point lies in.';
COMMENT ON COLUMN ucdp_like.country IS 'Country of the place, by name.';
COMMENT ON COLUMN ucdp_like.country_id IS 'Country of the place, Gleditsch-Ward number.';
COMMENT ON COLUMN ucdp_like.region IS 'Region of the country, as UCDP names it.';
COMMENT ON COLUMN ucdp_like.event_clarity IS '1 one event on a day, 2 a total over several.';
COMMENT ON COLUMN ucdp_like.date_prec IS '1 the day is known, 2 it is that of the report, 3 within some days, 4 the month, 5 the year.';
COMMENT ON COLUMN ucdp_like.date_start IS 'First day on which it may have happened; where it is unknown, that of the first report.';
COMMENT ON COLUMN ucdp_like.date_end IS 'Last such day.';
COMMENT ON COLUMN ucdp_like.deaths_a IS '0: whose side the dead were on is not coded; see deaths_unknown.';
COMMENT ON COLUMN ucdp_like.deaths_b IS '0, as deaths_a.';
COMMENT ON COLUMN ucdp_like.deaths_civilians IS 'best, for type 3; else 0.';
COMMENT ON COLUMN ucdp_like.deaths_unknown IS 'best, for types 1 and 2; else 0.';
COMMENT ON COLUMN ucdp_like.best IS 'Number of killed in the most certain mention; where that has none, the lowest reported.';
COMMENT ON COLUMN ucdp_like.high IS 'Highest number of killed reported.';
COMMENT ON COLUMN ucdp_like.low IS 'Lowest number of killed reported.';
COMMENT ON COLUMN ucdp_like.gwnoa IS 'Gleditsch-Ward number of side_a where it is a state, else NULL.';
COMMENT ON COLUMN ucdp_like.gwnob IS 'Gleditsch-Ward number of side_b where it is a state, else NULL.';
