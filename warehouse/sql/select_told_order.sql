-- Articles that are no copies, in the order in which runs took them in. One whose text was let go stays where it is.
SELECT article_id
FROM articles
WHERE duplicate_of IS NULL
  AND text_removed_at IS NULL
  AND ($since IS NULL OR coalesce(published_at, first_seen_at) >= $since)
  AND ($until IS NULL OR coalesce(published_at, first_seen_at) < $until)
ORDER BY first_seen_at, coalesce(published_at, first_seen_at), article_id
