-- hard: every event mention belongs to an article that is stored
SELECT mention.mention_id, mention.article_id
FROM event_mentions AS mention
WHERE ($run_id IS NULL OR mention.run_id = $run_id)
  AND NOT EXISTS (FROM articles AS article WHERE article.article_id = mention.article_id)
