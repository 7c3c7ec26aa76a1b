-- What the first of the articles are compared with: those of before that were of live stories then.
SELECT article_id
FROM articles
WHERE duplicate_of IS NULL
  AND text_removed_at IS NULL
  AND coalesce(published_at, first_seen_at) < $since
  AND first_seen_at >= $since - to_days($live_days)
ORDER BY first_seen_at DESC, article_id
LIMIT $most_live
