-- What was coded anew and came out the same is today's codebook's word, too. It is no version of its own.
UPDATE event_mentions
SET codebook_version = recoded.codebook_version, run_id = $run_id
FROM incoming_recoded AS recoded
WHERE event_mentions.article_id = recoded.article_id
  AND event_mentions.codebook_version <> recoded.codebook_version
