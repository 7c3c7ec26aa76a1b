COMMENT ON TABLE loads IS 'One row a run, with its place in the order of writing; publishing tells by it what to write anew.';
COMMENT ON COLUMN loads.run_id IS 'The run; see runs.';
COMMENT ON COLUMN loads.load_no IS 'Counts up with every write: a run that is written again gets the next number.';
