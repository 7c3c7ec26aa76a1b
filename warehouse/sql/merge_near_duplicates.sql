MERGE INTO near_duplicates USING (SELECT *, $run_id AS run_id FROM incoming_pairs) AS incoming
ON near_duplicates.article_id = incoming.article_id AND near_duplicates.other_id = incoming.other_id
WHEN MATCHED AND (near_duplicates.rule, near_duplicates.similarity, near_duplicates.shared)
    IS DISTINCT FROM (incoming.rule, incoming.similarity, incoming.shared) THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
