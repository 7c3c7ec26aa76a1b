-- What the articles said that a later revision replaces; read before that is written.
CREATE OR REPLACE TEMP TABLE former_articles AS
SELECT * FROM articles WHERE article_id IN (SELECT article_id FROM replaced_articles)
