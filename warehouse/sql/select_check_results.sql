SELECT rule, is_hard, violations, first_rows
FROM check_results
WHERE run_id = $run_id
ORDER BY violations DESC, rule
