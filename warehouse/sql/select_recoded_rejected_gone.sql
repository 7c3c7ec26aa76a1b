SELECT rejected_id AS key
FROM rejected_mentions
SEMI JOIN recoded_articles USING (article_id)
WHERE rejected_id NOT IN (SELECT rejected_id FROM recoded_rejected)
