-- The stored articles of a span of time, those of one month together, with what says whether they can be coded.
SELECT article_id, revision, coalesce(language, '') AS language, text_removed_at IS NULL AS has_text
FROM articles
WHERE ($since IS NULL OR coalesce(published_at, first_seen_at) >= $since)
  AND ($until IS NULL OR coalesce(published_at, first_seen_at) < $until)
ORDER BY first_seen_at, article_id
