-- The mentions that are about to be taken away with what their articles said.
CREATE OR REPLACE TEMP TABLE former_mentions AS
SELECT * FROM event_mentions SEMI JOIN replaced_articles USING (article_id)
