-- Pairs that may be one happening, one of them touched: near in day, of types that may merge, and either of one
-- country or with a story in common. What can never fit (other countries on a side, other countries as places) is
-- left out here, so that what remains is few.
CREATE OR REPLACE TEMP TABLE candidate_pairs AS
WITH changed AS (
    SELECT * FROM changed_signatures WHERE day IS NOT NULL
),
near_in_time AS (
    SELECT *
    FROM event_signatures
    WHERE first_day <= (SELECT max(last_day) + 1 FROM changed)
      AND last_day >= (SELECT min(first_day) - 1 FROM changed)
),
exactly_dated AS (
    SELECT signature_id, event_type, day, unnest(countries) AS country
    FROM near_in_time
    WHERE date_precision IN ('day', 'inferred')
),
by_country AS (
    SELECT DISTINCT changed.signature_id, other.signature_id AS other_id, 0 AS strength
    FROM (
        SELECT signature_id, event_type, unnest(countries) AS country, day + away AS day
        FROM changed
        CROSS JOIN (VALUES (-1), (0), (1)) AS days (away)
        WHERE date_precision IN ('day', 'inferred')
    ) AS changed
    JOIN exactly_dated AS other USING (event_type, country, day)
),
by_key AS (
    SELECT own.signature_id, other.signature_id AS other_id, max(own.strength) AS strength
    FROM signature_keys AS own
    JOIN signature_keys AS other ON other.strength = own.strength AND other.key = own.key
    WHERE own.signature_id IN (SELECT signature_id FROM changed_signatures)
    GROUP BY ALL
),
pairs AS (
    SELECT least(signature_id, other_id) AS signature_id, greatest(signature_id, other_id) AS other_id,
           max(strength) AS strength
    FROM (FROM by_country UNION ALL FROM by_key)
    WHERE signature_id <> other_id
    GROUP BY ALL
)
SELECT pairs.*
FROM pairs
JOIN event_signatures AS one ON one.signature_id = pairs.signature_id
JOIN event_signatures AS other ON other.signature_id = pairs.other_id
WHERE (one.event_type = other.event_type
       OR (one.event_type, other.event_type) IN (SELECT (event_type, other_type) FROM incoming_type_pairs))
  AND (pairs.strength = 3 OR (
      (one.day IS NULL OR other.day IS NULL
       OR (one.first_day <= other.last_day + 1 AND other.first_day <= one.last_day + 1))
      AND (one.place IS NULL OR other.place IS NULL OR one.place_inferred OR other.place_inferred
           OR one.place.country IS NOT DISTINCT FROM other.place.country
           OR one.place.country IS NULL OR other.place.country IS NULL)
      AND (len(one.countries) = 0 OR len(other.countries) = 0 OR list_has_any(one.countries, other.countries))
  ))
