INSERT INTO check_results BY NAME
SELECT *, $run_id AS run_id FROM incoming_results
