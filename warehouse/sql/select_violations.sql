SELECT rule, is_hard, violations, first_rows
FROM check_results
WHERE run_id = $run_id AND violations > 0
ORDER BY violations DESC, rule
