-- soft: a sentence gives no lowest figure above its highest
SELECT mention_id, killed_low, killed_high, injured_low, injured_high, arrested_low, arrested_high, abducted_low,
       abducted_high, crowd_low, crowd_high
FROM event_mentions
WHERE ($run_id IS NULL OR run_id = $run_id)
  AND (killed_low > killed_high OR injured_low > injured_high OR arrested_low > arrested_high
       OR abducted_low > abducted_high OR crowd_low > crowd_high)
