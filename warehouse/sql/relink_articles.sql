UPDATE articles
SET duplicate_of = relinked.duplicate_of,
    -- Copies share the story of their original.
    story_id = coalesce(relinked.duplicate_of, articles.article_id),
    run_id = $run_id
FROM relinked_articles AS relinked
WHERE articles.article_id = relinked.article_id
