-- Entries that stand as a run of that moment or a later one gave them, but for those that the replay itself wrote.
SELECT entries.entry_id
FROM entries
JOIN wanted ON wanted.key = entries.entry_id
JOIN runs ON runs.run_id = entries.run_id
WHERE runs.started_at >= $moment AND NOT starts_with(entries.run_id, $own)
