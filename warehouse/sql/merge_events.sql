MERGE INTO events USING (SELECT *, $run_id AS run_id FROM changed_events) AS changed
ON events.event_id = changed.event_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
RETURNING merge_action
