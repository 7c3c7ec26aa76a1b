DELETE FROM problems WHERE run_id = $run_id
