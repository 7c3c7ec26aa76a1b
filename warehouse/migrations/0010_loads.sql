-- How often and in what order runs were written, so that publishing sees what a run that is written again changed.
CREATE TABLE loads (
    run_id VARCHAR PRIMARY KEY,
    load_no BIGINT NOT NULL
);
INSERT INTO loads SELECT run_id, row_number() OVER (ORDER BY started_at, run_id) FROM runs;
