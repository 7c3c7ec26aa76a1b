-- Events of the kinds that ACLED has; talks, aid, sanctions and the like are left out.
CREATE OR REPLACE VIEW acled_like AS
WITH known AS (
    SELECT event.*,
           coalesce(event_date, make_timestamp(epoch_us(first_reported_at))::DATE) AS day,
           -- Who opposes a government by words is a civilian to ACLED, who does it by force is not.
           if(doer.code = 'OPP' AND fights, 'Rebel group', doer.acled_actor) AS doer_kind,
           if(rival.code = 'OPP' AND fights, 'Rebel group', rival.acled_actor) AS rival_kind,
           target.acled_actor AS target_kind
    FROM (SELECT *, event_type = 'ASSAULT' OR list_contains(modes, 'seize') AS fights FROM events) AS event
    LEFT JOIN sectors AS doer ON doer.code = event.actors[1].sector
    LEFT JOIN sectors AS rival ON rival.code = event.actors[2].sector
    LEFT JOIN sectors AS target ON target.code = event.recipients[1].sector
),
matched AS (
    SELECT *,
           -- A government and its own rebels do not attack side by side: where both are actors they fight each
           -- other, and the civilians among the recipients are those whom it hit.
           len(recipients) = 0 OR coalesce(
               event_type = 'ASSAULT' AND target_kind = 'Civilians' AND actors[1].country = actors[2].country
               AND list_sort([doer_kind, rival_kind]) = ['Rebel group', 'State forces'], false
           ) AS is_two_sided
    FROM known
),
sided AS (
    SELECT * EXCLUDE (doer_kind, rival_kind, target_kind),
           {'country': actors[1].country, 'name': actors[1].name, 'kind': doer_kind,
            'others': if(is_two_sided, [], [one.name FOR one IN actors[2:]])} AS doer,
           if(is_two_sided,
              {'country': actors[2].country, 'name': actors[2].name, 'kind': rival_kind,
               'others': [one.name FOR one IN actors[3:]]},
              {'country': recipients[1].country, 'name': recipients[1].name, 'kind': target_kind,
               'others': [one.name FOR one IN recipients[2:]]}) AS target
    FROM matched
),
told AS (
    SELECT event_id, string_agg(DISTINCT outlet, '; ' ORDER BY outlet) AS outlets
    FROM event_mentions JOIN articles USING (article_id)
    GROUP BY event_id
),
weighed AS (
    SELECT sided.*, told.outlets AS sources, mention.evidence,
           -- A killing is often told without a number; a sentence that also denies something proves nothing.
           coalesce(sided.killed_high > 0, regexp_matches(evidence, '\bkill(s|ed|ing)\b', 'i')
               AND NOT regexp_matches(evidence, '\b(no|none|nobody|not|without)\b', 'i'), false) AS is_deadly
    FROM sided
    LEFT JOIN event_mentions AS mention ON mention.mention_id = sided.lead_mention_id
    LEFT JOIN told ON told.event_id = sided.event_id
),
typed AS (
    SELECT *,
           -- Nothing is handed over without violence where somebody is killed for it.
           if(event_type = 'COERCE' AND modes[1] = 'seize' AND killed_high > 0, 'ASSAULT', event_type) AS plover_type,
           CASE
               WHEN event_type = 'PROTEST' AND list_contains(modes, 'riot') THEN 'riot'
               WHEN modes[1] = 'destroy' AND is_deadly THEN coalesce(modes[2], 'none')
               ELSE coalesce(modes[1], 'none')
           END AS plover_mode,
           -- What is burned or wrecked belongs to civilians, unless somebody else is known to be attacked.
           coalesce(target.kind = 'Civilians', modes[1] = 'destroy' AND is_deadly, false) AS on_civilians
    FROM weighed
),
coded AS (
    SELECT typed.*, kind.disorder_type, kind.event_type AS acled_type, scene.iso_numeric,
           scene.name AS country_name, scene.acled_region,
           if(kind.sub_event_type = 'Non-state actor overtakes territory' AND doer.kind = 'State forces'
              AND coalesce(doer.country = place_country, true),
              'Government regains territory', kind.sub_event_type) AS sub_event_type,
           -- ACLED has the protesters first, whoever acts.
           kind.sub_event_type = 'Protest with intervention' AND doer.kind IS DISTINCT FROM 'Civilians' AS is_swapped
    FROM typed
    JOIN acled_types AS kind
        ON kind.plover_type = typed.plover_type AND kind.mode = typed.plover_mode
       AND kind.against_civilians = typed.on_civilians
    LEFT JOIN countries AS scene ON scene.code = typed.place_country
),
ordered AS (
    SELECT * EXCLUDE (doer, target),
           if(is_swapped, target, doer) AS "first",
           if(is_swapped, doer, target) AS "second"
    FROM coded
),
named AS (
    SELECT *,
           CASE
               WHEN acled_type = 'Protests' THEN 'Protesters'
               WHEN acled_type = 'Riots' THEN 'Rioters'
               WHEN "first".kind = 'State forces' AND "first".country <> place_country THEN 'External/Other forces'
               ELSE "first".kind
           END AS first_kind,
           CASE
               WHEN "second".kind = 'State forces' AND "second".country <> place_country
                   THEN 'External/Other forces'
               ELSE "second".kind
           END AS second_kind
    FROM ordered
)
SELECT concat(place_country, event_id) AS event_id_cnty,
       day AS event_date,
       year(day)::INTEGER AS "year",
       CASE date_precision WHEN 'day' THEN 1 WHEN 'range' THEN 2 WHEN 'inferred' THEN 2 ELSE 3 END AS time_precision,
       disorder_type,
       acled_type AS event_type,
       sub_event_type,
       "first".name AS actor1,
       nullif(array_to_string("first".others, '; '), '') AS assoc_actor_1,
       first_kind AS inter1,
       "second".name AS actor2,
       nullif(array_to_string("second".others, '; '), '') AS assoc_actor_2,
       second_kind AS inter2,
       nullif(concat_ws('-', first_kind, second_kind), '') AS interaction,
       CASE WHEN on_civilians AND disorder_type = 'Political violence' THEN 'Civilian targeting' END
           AS civilian_targeting,
       iso_numeric AS iso,
       acled_region AS region,
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
       CASE
           -- A peaceful protest kills nobody: its dead are those of an attack, which has its own row.
           WHEN event_type = 'PROTEST' AND NOT list_contains(modes, 'riot') THEN 0
           WHEN event_type = 'PROTEST' AND EXISTS (
               FROM known AS attack
               WHERE attack.event_type = 'ASSAULT' AND attack.day = named.day
                 AND attack.place_country = named.place_country AND attack.place_name = named.place_name
                 AND attack.killed_low = named.killed_low
           ) THEN 0
           ELSE coalesce(killed_low, 0)
       END AS fatalities,
       NULL::VARCHAR AS tags,
       epoch(first_seen_at)::BIGINT AS "timestamp"
FROM named;

COMMENT ON VIEW acled_like IS
'Events of the kinds that ACLED has, in the shape of its export: its 31 columns, in its order. Coded by machine from news, so not comparable with ACLED''s own figures.';
COMMENT ON COLUMN acled_like."event_id_cnty" IS 'Country of the place and event_id.';
COMMENT ON COLUMN acled_like."event_date" IS 'Day of the event; where it is unknown, that of the first report.';
COMMENT ON COLUMN acled_like."year" IS 'Year of event_date.';
COMMENT ON COLUMN acled_like."time_precision" IS '1 the day is known, 2 within some days, 3 the month or less.';
COMMENT ON COLUMN acled_like."disorder_type" IS 'Political violence, Demonstrations or Strategic developments.';
COMMENT ON COLUMN acled_like."event_type" IS 'ACLED event type, from PLOVER type and first mode (table acled_types), whom it hit and whether it killed.';
COMMENT ON COLUMN acled_like."sub_event_type" IS 'ACLED sub-event type, from the same.';
COMMENT ON COLUMN acled_like."actor1" IS 'First actor; the protesters where a protest is dispersed.';
COMMENT ON COLUMN acled_like."assoc_actor_1" IS 'The others on the side of actor1, parted by semicolons.';
COMMENT ON COLUMN acled_like."inter1" IS 'Kind of actor1, from its sector; an opposition that fights is a rebel group.';
COMMENT ON COLUMN acled_like."actor2" IS 'First recipient, or second actor where PLOVER has both sides as actors; those who disperse a protest.';
COMMENT ON COLUMN acled_like."assoc_actor_2" IS 'The others on the side of actor2, parted by semicolons.';
COMMENT ON COLUMN acled_like."inter2" IS 'Kind of actor2, as inter1.';
COMMENT ON COLUMN acled_like."interaction" IS 'inter1 and inter2, or inter1 only.';
COMMENT ON COLUMN acled_like."civilian_targeting" IS 'Civilian targeting, or NULL.';
COMMENT ON COLUMN acled_like."iso" IS 'Country of the place, ISO 3166 numeric.';
COMMENT ON COLUMN acled_like."region" IS 'Region of the country, as ACLED names it.';
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
COMMENT ON COLUMN acled_like."fatalities" IS 'Lowest number of killed reported; 0 where no number is reported, in a peaceful protest, and in a riot where an attack at its place and day has the same number.';
COMMENT ON COLUMN acled_like."tags" IS 'NULL: not coded.';
COMMENT ON COLUMN acled_like."timestamp" IS 'When Daybook first saw a report, seconds since 1970 (UTC).';
