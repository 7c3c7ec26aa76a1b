-- Articles that were in another story before: revised ones, those told anew, and copies that follow their original.
CREATE OR REPLACE TEMP TABLE moved_articles AS
WITH told AS (
    SELECT replaced.article_id, replaced.story_id AS former_id, stored.story_id
    FROM replaced_articles AS replaced
    JOIN articles AS stored USING (article_id)
    UNION ALL
    SELECT stored.article_id, stored.story_id AS former_id, again.story_id
    FROM incoming_stories AS again
    JOIN articles AS stored USING (article_id)
)
FROM told
WHERE former_id IS DISTINCT FROM story_id
UNION ALL
SELECT copy.article_id, copy.story_id AS former_id, coalesce(told.story_id, original.story_id) AS story_id
FROM articles AS copy
JOIN articles AS original ON copy.duplicate_of = original.article_id
LEFT JOIN told ON told.article_id = original.article_id
WHERE copy.story_id IS DISTINCT FROM coalesce(told.story_id, original.story_id)
