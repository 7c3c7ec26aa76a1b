-- Without their addresses: some hold their subscriber's key.
SELECT feed_id, outlet, country, "language", "owner", state_affiliated
FROM feeds
WHERE feed_id IN (
    SELECT feed_id FROM articles
    WHERE article_id IN (SELECT article_id FROM event_mentions JOIN exported USING (event_id))
)
ORDER BY feed_id
