CREATE OR REPLACE VIEW polecat_like AS
WITH states AS (SELECT map(list(code), list(cow_code::VARCHAR)) AS numbers FROM countries WHERE cow_code IS NOT NULL),
named AS (
    SELECT event_id, [one.country FOR one IN actors] AS actor_countries, [one.sector FOR one IN actors] AS actor_sectors,
           [one.country FOR one IN recipients] AS recipient_countries,
           [one.sector FOR one IN recipients] AS recipient_sectors
    FROM events
),
-- Each once, in the order of the actors; list_distinct has an order of its own.
sides AS (
    SELECT event_id,
           list_filter(actor_countries, lambda one, nth: list_position(actor_countries, one) = nth) AS actor_countries,
           list_filter(actor_sectors, lambda one, nth: list_position(actor_sectors, one) = nth) AS actor_sectors,
           list_filter(recipient_countries, lambda one, nth: list_position(recipient_countries, one) = nth)
               AS recipient_countries,
           list_filter(recipient_sectors, lambda one, nth: list_position(recipient_sectors, one) = nth)
               AS recipient_sectors
    FROM named
)
SELECT event.event_id AS "Event ID",
       event.event_date AS "Event Date",
       event.event_type AS "Event Type",
       nullif(array_to_string(event.modes, ';'), '') AS "Event Mode",
       event.event_scale AS "Intensity",
       CASE event.quad_code WHEN 1 THEN 'VERBAL COOPERATION' WHEN 2 THEN 'MATERIAL COOPERATION'
            WHEN 3 THEN 'VERBAL CONFLICT' ELSE 'MATERIAL CONFLICT' END AS "Quad Code",
       nullif(array_to_string(event.contexts, ';'), '') AS "Contexts",
       nullif(array_to_string([one.name FOR one IN event.actors], ';'), '') AS "Actor Name",
       nullif(array_to_string(sides.actor_countries, ';'), '') AS "Actor Country",
       nullif(array_to_string([states.numbers[one] FOR one IN sides.actor_countries], ';'), '') AS "Actor COW",
       event.actor_sector AS "Primary Actor Sector",
       nullif(array_to_string(sides.actor_sectors, ';'), '') AS "Actor Sectors",
       NULL::VARCHAR AS "Actor Title",
       nullif(array_to_string([one."text" FOR one IN event.actors], ';'), '') AS "Actor Name Raw",
       NULL::VARCHAR AS "Wikipedia Actor ID",
       nullif(array_to_string([one.name FOR one IN event.recipients], ';'), '') AS "Recipient Name",
       nullif(array_to_string(sides.recipient_countries, ';'), '') AS "Recipient Country",
       nullif(array_to_string([states.numbers[one] FOR one IN sides.recipient_countries], ';'), '') AS "Recipient COW",
       event.recipient_sector AS "Primary Recipient Sector",
       nullif(array_to_string(sides.recipient_sectors, ';'), '') AS "Recipient Sectors",
       NULL::VARCHAR AS "Recipient Title",
       nullif(array_to_string([one."text" FOR one IN event.recipients], ';'), '') AS "Recipient Name Raw",
       NULL::VARCHAR AS "Wikipedia Recipient ID",
       event.place_name AS "Placename",
       CASE WHEN event.place_precision IN ('point', 'city') THEN event.place_name END AS "City",
       NULL::VARCHAR AS "District",
       event.admin1 AS "Province",
       event.place_country AS "Country",
       event.lat AS "Latitude",
       event.lon AS "Longitude",
       NULL::BIGINT AS "GeoNames ID",
       mention.place."text" AS "Raw Placename",
       event.place_precision AS "Feature Type",
       article.outlet AS "Source",
       make_timestamp(epoch_us(article.published_at))::DATE AS "Publication Date",
       NULL::VARCHAR AS "Story People",
       NULL::VARCHAR AS "Story Organizations",
       NULL::VARCHAR AS "Story Locations",
       article.language AS "Language",
       mention.codebook_version AS "Version"
FROM events AS event
CROSS JOIN states
JOIN sides ON sides.event_id = event.event_id
JOIN event_mentions AS mention ON mention.mention_id = event.lead_mention_id
JOIN articles AS article ON article.article_id = mention.article_id;

COMMENT ON VIEW polecat_like IS
'The events in the shape of POLECAT: its 40 columns, in its order. Names with blanks need double quotes in SQL.';
COMMENT ON COLUMN polecat_like."Event ID" IS 'event_id.';
COMMENT ON COLUMN polecat_like."Event Date" IS 'Day of the event; NULL where unknown.';
COMMENT ON COLUMN polecat_like."Event Type" IS 'PLOVER event type.';
COMMENT ON COLUMN polecat_like."Event Mode" IS 'PLOVER modes, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Intensity" IS 'PLOVER intensity, -10 to +10.';
COMMENT ON COLUMN polecat_like."Quad Code" IS 'The quad in words.';
COMMENT ON COLUMN polecat_like."Contexts" IS 'PLOVER contexts, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Actor Name" IS 'Names of the actors, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Actor Country" IS 'Countries of the actors, ISO 3166 alpha-3, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Actor COW" IS 'Numbers of these states in the Correlates of War, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Primary Actor Sector" IS 'PLOVER sector of the first actor.';
COMMENT ON COLUMN polecat_like."Actor Sectors" IS 'PLOVER sectors of the actors, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Actor Title" IS 'NULL: not coded.';
COMMENT ON COLUMN polecat_like."Actor Name Raw" IS 'The actors as the sentence has them, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Wikipedia Actor ID" IS 'NULL: not coded.';
COMMENT ON COLUMN polecat_like."Recipient Name" IS 'Names of the recipients, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Recipient Country" IS 'Countries of the recipients, ISO 3166 alpha-3, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Recipient COW" IS 'Numbers of these states in the Correlates of War, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Primary Recipient Sector" IS 'PLOVER sector of the first recipient.';
COMMENT ON COLUMN polecat_like."Recipient Sectors" IS 'PLOVER sectors of the recipients, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Recipient Title" IS 'NULL: not coded.';
COMMENT ON COLUMN polecat_like."Recipient Name Raw" IS 'The recipients as the sentence has them, parted by semicolons.';
COMMENT ON COLUMN polecat_like."Wikipedia Recipient ID" IS 'NULL: not coded.';
COMMENT ON COLUMN polecat_like."Placename" IS 'Name of the place.';
COMMENT ON COLUMN polecat_like."City" IS 'Name of the place where it is a town or smaller.';
COMMENT ON COLUMN polecat_like."District" IS 'NULL: not coded.';
COMMENT ON COLUMN polecat_like."Province" IS 'First administrative division.';
COMMENT ON COLUMN polecat_like."Country" IS 'Country of the place, ISO 3166 alpha-3.';
COMMENT ON COLUMN polecat_like."Latitude" IS 'Latitude in degrees, WGS 84.';
COMMENT ON COLUMN polecat_like."Longitude" IS 'Longitude in degrees, WGS 84.';
COMMENT ON COLUMN polecat_like."GeoNames ID" IS 'NULL: not held.';
COMMENT ON COLUMN polecat_like."Raw Placename" IS 'The place as the sentence of the most certain mention has it.';
COMMENT ON COLUMN polecat_like."Feature Type" IS 'point, city, province or country.';
COMMENT ON COLUMN polecat_like."Source" IS 'Publisher of the most certain mention.';
COMMENT ON COLUMN polecat_like."Publication Date" IS 'Day on which it was published, UTC.';
COMMENT ON COLUMN polecat_like."Story People" IS 'NULL: not coded.';
COMMENT ON COLUMN polecat_like."Story Organizations" IS 'NULL: not coded.';
COMMENT ON COLUMN polecat_like."Story Locations" IS 'NULL: not coded.';
COMMENT ON COLUMN polecat_like."Language" IS 'Language of the article, BCP 47.';
COMMENT ON COLUMN polecat_like."Version" IS 'Version of the codebook.';
