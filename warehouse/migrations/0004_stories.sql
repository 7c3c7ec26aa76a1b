-- Articles of before have no story yet: copies share that of their original.
UPDATE articles SET story_id = coalesce(duplicate_of, article_id) WHERE story_id IS NULL;
INSERT INTO stories
SELECT story_id,
       arg_min(title, (article_id <> story_id, coalesce(published_at, first_seen_at), article_id)) AS headline,
       min(published_at) AS first_published_at,
       max(published_at) AS last_published_at,
       count(*)::INTEGER AS articles,
       count(DISTINCT outlet)::INTEGER AS outlets,
       max(run_id) AS run_id
FROM articles
GROUP BY story_id
ON CONFLICT DO NOTHING;
