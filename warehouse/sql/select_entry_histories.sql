SELECT entry_id, entry_hash, published_raw, updated_raw, coalesce(silent_changes, 0) AS silent_changes
FROM entries
WHERE entry_id IN (SELECT key FROM wanted)
