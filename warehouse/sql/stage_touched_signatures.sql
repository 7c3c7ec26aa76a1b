-- Signatures whose mentions, articles or copies this run changed, and those that they were joined with until now.
CREATE OR REPLACE TEMP TABLE touched_signatures AS
WITH touched AS (
    SELECT signature_id FROM event_signatures WHERE event_id IN (FROM touched_events)
    UNION
    SELECT signature_id FROM incoming_mentions
),
joined AS (
    SELECT other_id AS signature_id FROM signature_joins WHERE signature_id IN (FROM touched)
    UNION
    SELECT signature_id FROM signature_joins WHERE other_id IN (FROM touched)
)
SELECT signature_id, bool_or(is_touched) AS is_touched
FROM (SELECT signature_id, true AS is_touched FROM touched UNION ALL SELECT signature_id, false FROM joined)
GROUP BY signature_id
