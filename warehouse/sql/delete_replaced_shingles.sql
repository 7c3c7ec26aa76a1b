DELETE FROM shingles
WHERE article_no IN (SELECT article_no FROM text_sketches WHERE article_id IN (SELECT article_id FROM replaced_articles))
