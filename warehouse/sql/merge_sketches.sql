MERGE INTO text_sketches USING (
    SELECT article_id, article_no::INTEGER AS article_no, is_brief, reported_at, outlet, $run_id AS run_id FROM new_sketches
) AS incoming
ON text_sketches.article_id = incoming.article_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
