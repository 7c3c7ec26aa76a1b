-- Candidates that today's coder rejects, with the ids that they have or get; see insert_rejected.
CREATE OR REPLACE TEMP TABLE recoded_rejected AS
SELECT DISTINCT md5(concat_ws('|', article_id, start, "end", reason, trigger)) AS rejected_id, coded.*
FROM recoding.coded_rejected AS coded
SEMI JOIN recoded_articles USING (article_id)
