-- What today's coder says of them, as it would be stored.
CREATE OR REPLACE TEMP TABLE recoded_now AS
FROM (FROM event_mentions LIMIT 0)
UNION ALL BY NAME
SELECT coded.*, '' AS run_id
FROM recoding.coded_mentions AS coded
SEMI JOIN recoded_articles USING (article_id)
QUALIFY row_number() OVER (PARTITION BY coded.mention_id ORDER BY coded.confidence DESC) = 1
