MERGE INTO stories USING (
    WITH touched AS (
        SELECT story_id FROM incoming_articles
        UNION
        SELECT story_id FROM replaced_articles
        UNION
        SELECT story_id FROM incoming_headlines
        UNION
        SELECT unnest([former_id, story_id]) FROM moved_articles
    ),
    central AS (
        -- What was found central stays so until another is, or it leaves the story.
        SELECT story_id, coalesce(found.article_id, stored.headline_of) AS article_id
        FROM touched
        LEFT JOIN incoming_headlines AS found USING (story_id)
        LEFT JOIN stories AS stored USING (story_id)
    )
    SELECT article.story_id,
           -- Where none was found: the original's, whatever its copies claim about when they published.
           arg_min(article.title, (
               article.article_id IS DISTINCT FROM central.article_id,
               article.article_id <> article.story_id,
               coalesce(article.published_at, article.first_seen_at),
               article.article_id
           )) AS headline,
           min(article.published_at) AS first_published_at,
           max(article.published_at) AS last_published_at,
           count(*)::INTEGER AS articles,
           count(DISTINCT article.outlet)::INTEGER AS outlets,
           max(article.article_id) FILTER (article.article_id = central.article_id) AS headline_of,
           $run_id AS run_id
    FROM articles AS article
    JOIN central USING (story_id)
    GROUP BY article.story_id
) AS told
ON stories.story_id = told.story_id
WHEN MATCHED AND (
    (stories.headline, stories.first_published_at, stories.last_published_at, stories.articles, stories.outlets,
     stories.headline_of)
    IS DISTINCT FROM (told.headline, told.first_published_at, told.last_published_at, told.articles, told.outlets,
     told.headline_of)
) THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
