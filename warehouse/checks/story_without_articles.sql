-- soft: every story has an article
SELECT story.story_id, story.headline
FROM stories AS story
WHERE ($run_id IS NULL OR story.run_id = $run_id)
  AND NOT EXISTS (FROM articles AS article WHERE article.story_id = story.story_id)
