SELECT * EXCLUDE (rejected_id)
FROM recoded_rejected
WHERE rejected_id NOT IN (SELECT rejected_id FROM rejected_mentions)
