DELETE FROM stories
WHERE story_id IN (SELECT story_id FROM replaced_articles UNION SELECT former_id FROM moved_articles)
  AND NOT EXISTS (FROM articles WHERE articles.story_id = stories.story_id)
