-- A text that is no more than the headline stays: headlines do.
UPDATE articles SET text = '', text_removed_at = $now, run_id = $run_id
WHERE text_removed_at IS NULL AND text <> '' AND text_origin <> 'title'
  AND ($before IS NULL OR first_seen_at < $before)
RETURNING article_id
