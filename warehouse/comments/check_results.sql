COMMENT ON TABLE check_results IS
'One row a data rule and run: what the rules in warehouse/checks found among the rows that the run wrote.';

COMMENT ON COLUMN check_results.run_id IS
'The run that was checked; see runs.';
COMMENT ON COLUMN check_results.rule IS
'Name of the rule: its file in warehouse/checks.';
COMMENT ON COLUMN check_results.is_hard IS
'Whether a violation rolls the run back.';
COMMENT ON COLUMN check_results.violations IS
'Rows that violate the rule; 0 where all is well.';
COMMENT ON COLUMN check_results.first_rows IS
'The first of them, as text.';
