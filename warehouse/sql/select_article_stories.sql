-- The stories that articles keep when they are revised; a copy that is one no longer is told anew.
SELECT article_id, story_id FROM articles
WHERE article_id IN (SELECT key FROM wanted) AND duplicate_of IS NULL AND story_id IS NOT NULL
