-- Articles that were in another story before: revised ones, and copies that follow their original.
CREATE OR REPLACE TEMP TABLE moved_articles AS
SELECT replaced.article_id, replaced.story_id AS former_id, stored.story_id
FROM replaced_articles AS replaced
JOIN articles AS stored USING (article_id)
WHERE stored.story_id IS DISTINCT FROM replaced.story_id
UNION ALL
SELECT copy.article_id, copy.story_id AS former_id, original.story_id
FROM articles AS copy
JOIN articles AS original ON copy.duplicate_of = original.article_id
WHERE copy.story_id IS DISTINCT FROM original.story_id
