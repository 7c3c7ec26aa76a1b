-- soft: every entry belongs to an article that is stored
SELECT entry.entry_id, entry.article_id
FROM entries AS entry
WHERE ($run_id IS NULL OR entry.run_id = $run_id)
  AND NOT EXISTS (FROM articles AS article WHERE article.article_id = entry.article_id)
