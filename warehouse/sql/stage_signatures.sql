-- What each touched signature says, from its mentions as they are now; equal mentions agree on all but its words.
CREATE OR REPLACE TEMP TABLE changed_signatures AS
WITH told AS (
    SELECT mention.*,
           coalesce(article.published_at, article.first_seen_at) AS reported_at,
           coalesce(event_date, (article.published_at AT TIME ZONE 'UTC')::DATE) AS day,
           CASE WHEN event_date IS NULL THEN 'inferred' ELSE date_precision END AS how_exact
    FROM event_mentions AS mention
    JOIN articles AS article USING (article_id)
    WHERE mention.signature_id IN (SELECT signature_id FROM touched_signatures WHERE is_touched)
),
lead AS (
    SELECT *,
           list_contains(list_transform(coalesce(inferred, []), lambda one: one.field), 'place') AS is_inferred,
           min(reported_at) OVER (PARTITION BY signature_id) AS first_reported_at
    FROM told
    QUALIFY row_number() OVER (PARTITION BY signature_id ORDER BY reported_at, mention_id) = 1
)
SELECT lead.signature_id,
       coalesce(stored.event_id, lead.signature_id) AS event_id,
       stored.joined_to,
       lead.event_type, lead.modes, lead.actors, lead.recipients, lead.place,
       lead.is_inferred AS place_inferred,
       lead.day,
       how_exact AS date_precision,
       CASE how_exact
           WHEN 'inferred' THEN lead.day - 1
           WHEN 'month' THEN date_trunc('month', lead.day)::DATE
           WHEN 'year' THEN date_trunc('year', lead.day)::DATE
           ELSE lead.day
       END AS first_day,
       CASE how_exact
           WHEN 'range' THEN lead.day + 6
           WHEN 'month' THEN last_day(lead.day)
           WHEN 'year' THEN (date_trunc('year', lead.day) + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE
           ELSE lead.day
       END AS last_day,
       list_sort(list_distinct(list_filter(
           [lead.place.country]
           || list_transform(lead.actors, lambda one: one.country)
           || list_transform(lead.recipients, lambda one: one.country),
           lambda country: country IS NOT NULL
       ))) AS countries,
       lead.first_reported_at,
       lead.mention_id AS first_mention_id,
       -- A row that stays as it was stays that of the run that wrote it.
       CASE
           WHEN (stored.first_mention_id, stored.first_reported_at, stored.place_inferred)
               IS NOT DISTINCT FROM (lead.mention_id, lead.first_reported_at, lead.is_inferred)
           THEN stored.run_id
           ELSE $run_id
       END AS run_id
FROM lead
LEFT JOIN event_signatures AS stored USING (signature_id)
