UPDATE article_revisions SET text = NULL, run_id = $run_id
WHERE text IS NOT NULL
  AND article_id IN (SELECT article_id FROM articles WHERE $before IS NULL OR first_seen_at < $before)
