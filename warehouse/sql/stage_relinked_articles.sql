-- Stored articles that become copies of another one, or of none, with the story that they leave.
CREATE OR REPLACE TEMP TABLE relinked_articles AS
SELECT stored.article_id, stored.story_id, incoming.duplicate_of
FROM articles AS stored
JOIN incoming_relinked AS incoming USING (article_id)
WHERE stored.duplicate_of IS DISTINCT FROM incoming.duplicate_of
