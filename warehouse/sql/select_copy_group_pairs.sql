SELECT article_id, other_id, rule, similarity, shared
FROM near_duplicates
WHERE article_id IN (FROM copy_groups)
ORDER BY article_id, other_id
