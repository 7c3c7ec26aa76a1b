DELETE FROM rejected_mentions WHERE article_id IN (SELECT article_id FROM replaced_articles)
