DELETE FROM story_members
WHERE article_id IN (SELECT article_id FROM incoming_members UNION SELECT article_id FROM incoming_articles)
