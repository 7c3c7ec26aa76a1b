-- The wanted articles that were coded anew as they are now stored. One that was edited meanwhile was coded with its edit.
CREATE OR REPLACE TEMP TABLE recoded_articles AS
SELECT coded.article_id
FROM recoding.coded_articles AS coded
JOIN wanted ON wanted.key = coded.article_id
JOIN articles AS stored ON stored.article_id = coded.article_id AND stored.revision = coded.revision
WHERE coded.error IS NULL
