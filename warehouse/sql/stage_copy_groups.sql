-- The articles whose copying can change with the wanted ones: all that pairs lead to, from one to the next.
CREATE OR REPLACE TEMP TABLE copy_groups AS
WITH RECURSIVE edges AS (
    SELECT article_id AS one, other_id AS other FROM near_duplicates
    UNION ALL
    SELECT other_id, article_id FROM near_duplicates
),
reached(article_id) AS (
    SELECT key FROM wanted
    UNION
    SELECT edges.other FROM reached JOIN edges ON edges.one = reached.article_id
)
SELECT article_id FROM reached
