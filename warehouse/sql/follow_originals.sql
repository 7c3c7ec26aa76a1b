UPDATE articles SET story_id = moved.story_id, run_id = $run_id
FROM moved_articles AS moved
WHERE articles.article_id = moved.article_id AND articles.story_id IS DISTINCT FROM moved.story_id
