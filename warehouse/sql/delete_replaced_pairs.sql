DELETE FROM near_duplicates
WHERE article_id IN (SELECT article_id FROM replaced_articles)
   OR other_id IN (SELECT article_id FROM replaced_articles)
