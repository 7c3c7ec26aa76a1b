SELECT entry_id, entry_hash
FROM entries
WHERE entry_id IN (SELECT key FROM wanted)
