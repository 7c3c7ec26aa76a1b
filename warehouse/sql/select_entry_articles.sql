SELECT entry_id, article_id
FROM entries
WHERE entry_id IN (SELECT key FROM wanted)
