MERGE INTO stories USING (
    SELECT story_id,
           -- The original's, whatever its copies claim about when they published.
           arg_min(title, (article_id <> story_id, coalesce(published_at, first_seen_at), article_id)) AS headline,
           min(published_at) AS first_published_at,
           max(published_at) AS last_published_at,
           count(*)::INTEGER AS articles,
           count(DISTINCT outlet)::INTEGER AS outlets,
           $run_id AS run_id
    FROM articles
    WHERE story_id IN (FROM (
        SELECT story_id FROM incoming_articles
        UNION
        SELECT story_id FROM replaced_articles
        UNION
        SELECT story_id FROM relinked_articles
        UNION
        SELECT articles.story_id FROM articles JOIN relinked_articles USING (article_id)
    ))
    GROUP BY story_id
) AS told
ON stories.story_id = told.story_id
WHEN MATCHED AND (
    (stories.headline, stories.first_published_at, stories.last_published_at, stories.articles, stories.outlets)
    IS DISTINCT FROM (told.headline, told.first_published_at, told.last_published_at, told.articles, told.outlets)
) THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
