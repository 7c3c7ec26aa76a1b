-- Feeds as they were declared last, also those that are listed no longer.
SELECT feed_id, url, outlet, country, language, owner, state_affiliated, every_minutes, full_text, enabled
FROM feeds
ORDER BY feed_id
