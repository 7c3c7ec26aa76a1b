SELECT entry_id, entry_hash, published_raw, updated_raw, coalesce(silent_changes, 0) AS silent_changes,
       url, title, coalesce(nullif(summary, ''), content, '') AS text
FROM entries
WHERE entry_id IN (SELECT key FROM wanted)
