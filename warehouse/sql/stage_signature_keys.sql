-- What signatures can have in common beside what they say: the same sentence in copies of one text (3), an article or
-- copies of it (2), a story (1). Only keys that a touched signature has.
CREATE OR REPLACE TEMP TABLE signature_keys AS
WITH own AS (
    SELECT DISTINCT article_id
    FROM event_mentions
    WHERE signature_id IN (SELECT signature_id FROM changed_signatures)
),
stories_told AS (
    SELECT DISTINCT story_id FROM articles WHERE article_id IN (FROM own) AND story_id IS NOT NULL
),
roots AS (
    SELECT DISTINCT coalesce(duplicate_of, article_id) AS root FROM articles WHERE article_id IN (FROM own)
),
near AS (
    SELECT article_id, story_id, coalesce(duplicate_of, article_id) AS root
    FROM articles
    WHERE story_id IN (FROM stories_told) OR coalesce(duplicate_of, article_id) IN (FROM roots)
),
said AS (
    SELECT mention.signature_id, near.root, near.story_id, hash(mention.evidence, mention.trigger) AS sentence
    FROM event_mentions AS mention
    JOIN near USING (article_id)
)
SELECT DISTINCT signature_id, 3 AS strength, hash(root, sentence) AS key FROM said
UNION ALL
SELECT DISTINCT signature_id, 2, hash(root) FROM said
UNION ALL
SELECT DISTINCT signature_id, 1, hash(story_id) FROM said WHERE story_id IS NOT NULL
