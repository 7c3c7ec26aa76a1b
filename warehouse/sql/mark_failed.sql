UPDATE runs SET status = 'failed', error = $error WHERE run_id = $run_id RETURNING run_id
