MERGE INTO runs USING incoming_run AS incoming
ON runs.run_id = incoming.run_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
