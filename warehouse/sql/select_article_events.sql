-- How many events articles tell, and whether their texts were let go.
SELECT article.article_id, count(DISTINCT mention.event_id), article.text_removed_at IS NOT NULL
FROM articles AS article
LEFT JOIN event_mentions AS mention USING (article_id)
WHERE article.article_id IN (SELECT key FROM wanted)
GROUP BY ALL
