-- All signatures that hang together with a touched one through joins: what is decided anew, and nothing else.
CREATE OR REPLACE TEMP TABLE affected_signatures AS
WITH RECURSIVE
undirected AS (
    SELECT signature_id, other_id FROM signature_joins
    UNION ALL
    SELECT other_id, signature_id FROM signature_joins
),
reached AS (
    SELECT signature_id FROM touched_signatures
    UNION
    SELECT undirected.other_id FROM reached JOIN undirected USING (signature_id)
)
SELECT DISTINCT signature_id FROM reached JOIN event_signatures USING (signature_id)
