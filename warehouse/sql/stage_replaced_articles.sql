-- Articles that a later revision replaces, with what they were.
CREATE OR REPLACE TEMP TABLE replaced_articles AS
SELECT stored.article_id, stored.story_id
FROM articles AS stored
JOIN incoming_articles AS incoming USING (article_id)
WHERE incoming.revision > stored.revision
