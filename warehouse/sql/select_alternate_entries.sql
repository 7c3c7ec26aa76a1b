-- Where several entries share a second identity, the one seen first has it.
SELECT alternate_id, arg_min(entry_id, (first_seen_at, entry_id)) AS entry_id
FROM entries
WHERE alternate_id IN (SELECT key FROM wanted)
GROUP BY alternate_id
