-- soft: the story of an article is stored
SELECT article.article_id, article.story_id
FROM articles AS article
WHERE ($run_id IS NULL OR article.run_id = $run_id)
  AND article.story_id IS NOT NULL
  AND NOT EXISTS (FROM stories AS story WHERE story.story_id = article.story_id)
