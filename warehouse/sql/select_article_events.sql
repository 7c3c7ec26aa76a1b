SELECT article_id, count(DISTINCT event_id)
FROM event_mentions
WHERE article_id IN (SELECT key FROM wanted)
GROUP BY article_id
