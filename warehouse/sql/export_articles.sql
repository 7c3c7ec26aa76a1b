SELECT articles.* EXCLUDE ("text")
FROM articles
WHERE article_id IN (SELECT article_id FROM event_mentions JOIN exported USING (event_id))
ORDER BY coalesce(published_at, first_seen_at), article_id
