SELECT mention_id, codebook_version, answer
FROM reviews
WHERE reviewer = $reviewer
ORDER BY answered_at, mention_id, codebook_version
