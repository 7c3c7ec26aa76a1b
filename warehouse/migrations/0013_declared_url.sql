-- The address that an article's page declares for itself: a second key of the article.
ALTER TABLE articles ADD COLUMN declared_url VARCHAR;
