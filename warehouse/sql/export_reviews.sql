-- What people said of these events' mentions, and of mentions that are gone.
SELECT reviews.*, mention.event_id
FROM reviews
LEFT JOIN event_mentions AS mention USING (mention_id)
LEFT JOIN exported ON exported.event_id = mention.event_id
WHERE mention.mention_id IS NULL OR exported.event_id IS NOT NULL
ORDER BY reviews.answered_at, reviews.mention_id, reviews.reviewer
