-- Events are made of signatures (mentions that say the same), joined where they may be one happening. The events of
-- before become signatures of their own; their ids stay.
ALTER TABLE event_mentions ADD COLUMN signature_id VARCHAR;
ALTER TABLE mention_versions ADD COLUMN signature_id VARCHAR;
UPDATE event_mentions SET signature_id = event_id;
CREATE TABLE event_signatures (
    signature_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    joined_to VARCHAR,
    event_type VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    actors STRUCT("text" VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR)[] NOT NULL,
    recipients STRUCT("text" VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR)[] NOT NULL,
    place STRUCT("text" VARCHAR, name VARCHAR, country VARCHAR, admin1 VARCHAR, lat DOUBLE, lon DOUBLE,
                 "precision" VARCHAR, admin1_code VARCHAR),
    place_inferred BOOLEAN NOT NULL,
    day DATE,
    date_precision VARCHAR NOT NULL,
    first_day DATE,
    last_day DATE,
    countries VARCHAR[] NOT NULL,
    first_reported_at TIMESTAMPTZ NOT NULL,
    first_mention_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);
CREATE TABLE signature_joins (
    signature_id VARCHAR NOT NULL,
    other_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    support VARCHAR NOT NULL,
    types VARCHAR NOT NULL,
    actors VARCHAR NOT NULL,
    recipients VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    day VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);
INSERT INTO event_signatures BY NAME
WITH told AS (
    SELECT mention.* EXCLUDE (place),
           {'text': place.text, 'name': place.name, 'country': place.country, 'admin1': place.admin1, 'lat': place.lat,
            'lon': place.lon, 'precision': place.precision, 'admin1_code': place.admin1_code} AS place,
           mention.place IS NULL AS is_nowhere,
           coalesce(article.published_at, article.first_seen_at) AS reported_at,
           coalesce(event_date, (article.published_at AT TIME ZONE 'UTC')::DATE) AS day
    FROM event_mentions AS mention
    JOIN articles AS article USING (article_id)
)
SELECT signature_id, signature_id AS event_id,
       arg_min(event_type, mention_id) AS event_type,
       arg_min(modes, mention_id) AS modes,
       arg_min(actors, mention_id) AS actors,
       arg_min(recipients, mention_id) AS recipients,
       arg_min(place, mention_id) FILTER (NOT is_nowhere) AS place,
       true AS place_inferred,
       arg_min(day, mention_id) AS day,
       'inferred' AS date_precision,
       arg_min(day, mention_id) - 1 AS first_day,
       arg_min(day, mention_id) AS last_day,
       [] AS countries,
       min(reported_at) AS first_reported_at,
       arg_min(mention_id, (reported_at, mention_id)) AS first_mention_id,
       max(run_id) AS run_id
FROM told
GROUP BY signature_id;
