-- Stored mentions that today's coder does not give, or not as they are. The version of the codebook alone is no change.
CREATE OR REPLACE TEMP TABLE recoded_lost AS
SELECT mention_id, * EXCLUDE (mention_id, event_id, run_id, codebook_version)
FROM event_mentions
SEMI JOIN recoded_articles USING (article_id)
EXCEPT
SELECT mention_id, * EXCLUDE (mention_id, event_id, run_id, codebook_version)
FROM recoded_now
