-- hard: the same is coded at the same place only once
SELECT mention_id, count(*) AS rows
FROM event_mentions
WHERE $run_id IS NULL OR mention_id IN (SELECT mention_id FROM event_mentions WHERE run_id = $run_id)
GROUP BY mention_id
HAVING count(*) > 1
