-- What today's coder gives that is not stored, or not so.
CREATE OR REPLACE TEMP TABLE recoded_gained AS
WITH differing AS (
    SELECT mention_id, * EXCLUDE (mention_id, event_id, run_id, codebook_version)
    FROM recoded_now
    EXCEPT
    SELECT mention_id, * EXCLUDE (mention_id, event_id, run_id, codebook_version)
    FROM event_mentions
    SEMI JOIN recoded_articles USING (article_id)
)
FROM recoded_now
SEMI JOIN differing USING (mention_id)
