SELECT count(*) FROM coded_articles WHERE error IS NOT NULL AND article_id IN (SELECT key FROM wanted)
