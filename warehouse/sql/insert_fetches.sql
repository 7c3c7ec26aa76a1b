INSERT INTO fetches BY NAME
SELECT *, $run_id AS run_id FROM incoming_fetches
ON CONFLICT DO NOTHING
