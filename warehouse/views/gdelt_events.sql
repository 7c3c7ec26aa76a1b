-- GDELT's two actors are PLOVER's first actor and first recipient. Where PLOVER puts all sides among the actors
-- (a meeting, a two-sided fight), the second actor stands in for the recipient.
-- Times are cut down to UTC by hand, whatever time zone the reader's session has.
CREATE OR REPLACE VIEW gdelt_events AS
WITH people AS (
    SELECT event_id, 1 AS side, actors[1] AS who FROM events WHERE len(actors) > 0
    UNION ALL
    SELECT event_id, 2 AS side, coalesce(recipients[1], actors[2]) AS who FROM events
    WHERE len(recipients) > 0 OR len(actors) > 1
),
coded AS (
    SELECT people.event_id, people.side,
           upper(people.who.name) AS name,
           country.cameo_country AS country,
           country.cameo_group AS known_group,
           coalesce(country.cameo_type, sector.cameo_type) AS type1,
           CASE WHEN country.cameo_type IS NOT NULL THEN sector.cameo_type END AS type2,
           nullif(concat(country.cameo_type, country.cameo_country, country.cameo_group, sector.cameo_type), '')
               AS code
    FROM people
    LEFT JOIN countries AS country ON country.code = people.who.country
    LEFT JOIN sectors AS sector ON sector.code = people.who.sector
),
leads AS (
    SELECT mention.event_id, bool_or(mention.sentence_no <= 1) AS is_root
    FROM event_mentions AS mention
    GROUP BY mention.event_id
),
dated AS (
    SELECT *, coalesce(event_date, make_timestamp(epoch_us(first_reported_at))::DATE) AS day FROM events
)
SELECT -- 52 bits of a hash: whole numbers that every tool reads exactly, also where numbers are doubles
       ('0x' || substr(md5(event.event_id), 1, 13))::BIGINT AS GLOBALEVENTID,
       strftime(event.day, '%Y%m%d')::INTEGER AS SQLDATE,
       strftime(event.day, '%Y%m')::INTEGER AS MonthYear,
       year(event.day)::INTEGER AS "Year",
       round(year(event.day) + least((dayofyear(event.day) - 1) / 365, 0.9999), 4) AS FractionDate,
       actor.code AS Actor1Code,
       actor.name AS Actor1Name,
       actor.country AS Actor1CountryCode,
       actor.known_group AS Actor1KnownGroupCode,
       NULL::VARCHAR AS Actor1EthnicCode,
       NULL::VARCHAR AS Actor1Religion1Code,
       NULL::VARCHAR AS Actor1Religion2Code,
       actor.type1 AS Actor1Type1Code,
       actor.type2 AS Actor1Type2Code,
       NULL::VARCHAR AS Actor1Type3Code,
       recipient.code AS Actor2Code,
       recipient.name AS Actor2Name,
       recipient.country AS Actor2CountryCode,
       recipient.known_group AS Actor2KnownGroupCode,
       NULL::VARCHAR AS Actor2EthnicCode,
       NULL::VARCHAR AS Actor2Religion1Code,
       NULL::VARCHAR AS Actor2Religion2Code,
       recipient.type1 AS Actor2Type1Code,
       recipient.type2 AS Actor2Type2Code,
       NULL::VARCHAR AS Actor2Type3Code,
       leads.is_root::INTEGER AS IsRootEvent,
       event.cameo_code AS EventCode,
       substr(event.cameo_code, 1, 3) AS EventBaseCode,
       substr(event.cameo_code, 1, 2) AS EventRootCode,
       -- By CAMEO root, as GDELT has it: PLOVER counts requests and sanctions otherwise.
       CASE WHEN event.cameo_code < '06' THEN 1 WHEN event.cameo_code < '09' THEN 2
            WHEN event.cameo_code < '14' THEN 3 ELSE 4 END AS QuadClass,
       event.goldstein AS GoldsteinScale,
       event.mentions AS NumMentions,
       event.outlets AS NumSources,
       event.articles AS NumArticles,
       NULL::DOUBLE AS AvgTone,
       0 AS Actor1Geo_Type,
       NULL::VARCHAR AS Actor1Geo_FullName,
       NULL::VARCHAR AS Actor1Geo_CountryCode,
       NULL::VARCHAR AS Actor1Geo_ADM1Code,
       NULL::VARCHAR AS Actor1Geo_ADM2Code,
       NULL::DOUBLE AS Actor1Geo_Lat,
       NULL::DOUBLE AS Actor1Geo_Long,
       NULL::VARCHAR AS Actor1Geo_FeatureID,
       0 AS Actor2Geo_Type,
       NULL::VARCHAR AS Actor2Geo_FullName,
       NULL::VARCHAR AS Actor2Geo_CountryCode,
       NULL::VARCHAR AS Actor2Geo_ADM1Code,
       NULL::VARCHAR AS Actor2Geo_ADM2Code,
       NULL::DOUBLE AS Actor2Geo_Lat,
       NULL::DOUBLE AS Actor2Geo_Long,
       NULL::VARCHAR AS Actor2Geo_FeatureID,
       CASE
           WHEN event.place_name IS NULL THEN 0
           WHEN event.place_precision = 'country' THEN 1
           WHEN event.place_precision = 'province' THEN if(event.place_country = 'USA', 2, 5)
           ELSE if(event.place_country = 'USA', 3, 4)
       END AS ActionGeo_Type,
       nullif(concat_ws(', ', event.place_name, nullif(event.admin1, event.place_name),
                 nullif(scene.name, event.place_name)), '') AS ActionGeo_FullName,
       scene.fips AS ActionGeo_CountryCode,
       -- GDELT has the postal code after the country's for the United States, which is ISO 3166-2's as well; elsewhere
       -- it has FIPS codes of provinces, which are not held.
       nullif(concat(scene.fips, if(event.place_country = 'USA' AND event.place_precision <> 'country',
                             substr(event.admin1_code, 4), NULL)), '') AS ActionGeo_ADM1Code,
       NULL::VARCHAR AS ActionGeo_ADM2Code,
       event.lat AS ActionGeo_Lat,
       event.lon AS ActionGeo_Long,
       NULL::VARCHAR AS ActionGeo_FeatureID,
       strftime(make_timestamp(epoch_us(event.first_seen_at)), '%Y%m%d%H%M%S')::BIGINT AS DATEADDED,
       article.url AS SOURCEURL
FROM dated AS event
LEFT JOIN coded AS actor ON actor.event_id = event.event_id AND actor.side = 1
LEFT JOIN coded AS recipient ON recipient.event_id = event.event_id AND recipient.side = 2
LEFT JOIN leads ON leads.event_id = event.event_id
LEFT JOIN countries AS scene ON scene.code = event.place_country
LEFT JOIN event_mentions AS mention ON mention.mention_id = event.lead_mention_id
LEFT JOIN articles AS article ON article.article_id = mention.article_id;

COMMENT ON VIEW gdelt_events IS
'The events in the shape of GDELT 2.0: its 61 columns, in its order. What GDELT gives and Daybook does not measure is NULL (tone, ethnicity, religion, the actors'' own places, feature ids).';
COMMENT ON COLUMN gdelt_events.GLOBALEVENTID IS 'Whole number made from event_id, the same for as long as the event is the same.';
COMMENT ON COLUMN gdelt_events.SQLDATE IS 'Day of the event, YYYYMMDD; where it is unknown, that of the first report.';
COMMENT ON COLUMN gdelt_events.MonthYear IS 'YYYYMM of SQLDATE.';
COMMENT ON COLUMN gdelt_events.Year IS 'YYYY of SQLDATE.';
COMMENT ON COLUMN gdelt_events.FractionDate IS 'Year and the share of it that has passed on that day.';
COMMENT ON COLUMN gdelt_events.IsRootEvent IS '1 where a headline or first sentence says so, else 0.';
COMMENT ON COLUMN gdelt_events.EventCode IS 'CAMEO code, text with its leading zero.';
COMMENT ON COLUMN gdelt_events.EventBaseCode IS 'First three digits of EventCode (two for a root code).';
COMMENT ON COLUMN gdelt_events.EventRootCode IS 'First two digits of EventCode.';
COMMENT ON COLUMN gdelt_events.QuadClass IS '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, from EventRootCode as GDELT has it (01-05, 06-08, 09-13, 14-20).';
COMMENT ON COLUMN gdelt_events.GoldsteinScale IS 'Goldstein score of the CAMEO code, -10 to +10.';
COMMENT ON COLUMN gdelt_events.NumMentions IS 'Mentions of the event.';
COMMENT ON COLUMN gdelt_events.NumSources IS 'Outlets that report it.';
COMMENT ON COLUMN gdelt_events.NumArticles IS 'Articles that report it.';
COMMENT ON COLUMN gdelt_events.AvgTone IS 'NULL: tone is not measured.';
COMMENT ON COLUMN gdelt_events.ActionGeo_Type IS '0 none, 1 country, 2 US state, 3 US city, 4 world city, 5 province elsewhere.';
COMMENT ON COLUMN gdelt_events.ActionGeo_FullName IS 'Name of the place, its province and its country.';
COMMENT ON COLUMN gdelt_events.ActionGeo_CountryCode IS 'Country of the place, FIPS 10-4 (not ISO).';
COMMENT ON COLUMN gdelt_events.ActionGeo_ADM1Code IS 'FIPS country code of the place, and the postal code of the state after it in the United States (USTX); elsewhere GDELT has a code of the province after it, which is not known here.';
COMMENT ON COLUMN gdelt_events.ActionGeo_ADM2Code IS 'NULL: not known.';
COMMENT ON COLUMN gdelt_events.ActionGeo_Lat IS 'Latitude in degrees, WGS 84.';
COMMENT ON COLUMN gdelt_events.ActionGeo_Long IS 'Longitude in degrees, WGS 84.';
COMMENT ON COLUMN gdelt_events.ActionGeo_FeatureID IS 'NULL: not known.';
COMMENT ON COLUMN gdelt_events.DATEADDED IS 'When Daybook first saw a report of it, YYYYMMDDHHMMSS UTC.';
COMMENT ON COLUMN gdelt_events.SOURCEURL IS 'Address of the article with the most certain mention.';
COMMENT ON COLUMN gdelt_events.Actor1Code IS 'CAMEO code of the actor.';
COMMENT ON COLUMN gdelt_events.Actor1Name IS 'Name of the actor, in capitals.';
COMMENT ON COLUMN gdelt_events.Actor1CountryCode IS 'CAMEO country code of the actor.';
COMMENT ON COLUMN gdelt_events.Actor1KnownGroupCode IS 'CAMEO known group code of the actor.';
COMMENT ON COLUMN gdelt_events.Actor1EthnicCode IS 'NULL: not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Religion1Code IS 'NULL: not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Religion2Code IS 'NULL: not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Type1Code IS 'CAMEO type code of the actor.';
COMMENT ON COLUMN gdelt_events.Actor1Type2Code IS 'Second CAMEO type code of the actor.';
COMMENT ON COLUMN gdelt_events.Actor1Type3Code IS 'NULL: not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Geo_Type IS '0: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Geo_FullName IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Geo_CountryCode IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Geo_ADM1Code IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Geo_ADM2Code IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Geo_Lat IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Geo_Long IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor1Geo_FeatureID IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Code IS 'CAMEO code of the recipient, or of the second actor where PLOVER has all sides as actors.';
COMMENT ON COLUMN gdelt_events.Actor2Name IS 'Name of the recipient, or of the second actor where PLOVER has all sides as actors, in capitals.';
COMMENT ON COLUMN gdelt_events.Actor2CountryCode IS 'CAMEO country code of the recipient, or of the second actor where PLOVER has all sides as actors.';
COMMENT ON COLUMN gdelt_events.Actor2KnownGroupCode IS 'CAMEO known group code of the recipient, or of the second actor where PLOVER has all sides as actors.';
COMMENT ON COLUMN gdelt_events.Actor2EthnicCode IS 'NULL: not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Religion1Code IS 'NULL: not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Religion2Code IS 'NULL: not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Type1Code IS 'CAMEO type code of the recipient, or of the second actor where PLOVER has all sides as actors.';
COMMENT ON COLUMN gdelt_events.Actor2Type2Code IS 'Second CAMEO type code of the recipient, or of the second actor where PLOVER has all sides as actors.';
COMMENT ON COLUMN gdelt_events.Actor2Type3Code IS 'NULL: not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Geo_Type IS '0: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Geo_FullName IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Geo_CountryCode IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Geo_ADM1Code IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Geo_ADM2Code IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Geo_Lat IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Geo_Long IS 'NULL: the actors'' own places are not coded.';
COMMENT ON COLUMN gdelt_events.Actor2Geo_FeatureID IS 'NULL: the actors'' own places are not coded.';
