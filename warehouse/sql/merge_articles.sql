MERGE INTO articles USING (
    SELECT incoming.* REPLACE (least(incoming.first_seen_at, stored.first_seen_at) AS first_seen_at),
           $run_id AS run_id
    FROM incoming_articles AS incoming
    LEFT JOIN articles AS stored USING (article_id)
    QUALIFY row_number() OVER (PARTITION BY incoming.article_id ORDER BY incoming.revision DESC) = 1
) AS incoming
ON articles.article_id = incoming.article_id
WHEN MATCHED AND incoming.revision > articles.revision THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
