SELECT article_id, coalesce(published_at, first_seen_at) AS reported_at, duplicate_of
FROM articles
WHERE article_id IN (FROM copy_groups)
ORDER BY article_id
