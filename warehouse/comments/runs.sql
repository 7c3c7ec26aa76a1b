COMMENT ON TABLE runs IS
'One row a run: what it counted, how long it took, how it ended.';

COMMENT ON COLUMN runs.run_id IS
'Identity of the run.';
COMMENT ON COLUMN runs.flow IS
'Name of the flow that ran.';
COMMENT ON COLUMN runs.started_at IS
'When it started, UTC.';
COMMENT ON COLUMN runs.ended_at IS
'When it ended, UTC.';
COMMENT ON COLUMN runs.status IS
'ok or failed; error says why. One that failed before its load wrote nothing but this row and its ledger.';
COMMENT ON COLUMN runs.error IS
'Why it failed, in one line.';
COMMENT ON COLUMN runs.feeds_polled IS
'Feeds asked.';
COMMENT ON COLUMN runs.feeds_ok IS
'Feeds that gave a document that could be read.';
COMMENT ON COLUMN runs.feeds_unchanged IS
'Feeds that had nothing new (304, or the same bytes).';
COMMENT ON COLUMN runs.feeds_failed IS
'Feeds that failed.';
COMMENT ON COLUMN runs.feeds_held IS
'Feeds that were due but held back, because the publisher asked for it.';
COMMENT ON COLUMN runs.pages_fetched IS
'Article pages fetched.';
COMMENT ON COLUMN runs.entries_seen IS
'Entries in all feed documents.';
COMMENT ON COLUMN runs.entries_new IS
'Entries not known before.';
COMMENT ON COLUMN runs.entries_skipped IS
'Entries that could not be used; see problems.';
COMMENT ON COLUMN runs.articles_new IS
'Articles stored for the first time, copies too.';
COMMENT ON COLUMN runs.articles_revised IS
'Articles that their outlet had changed.';
COMMENT ON COLUMN runs.articles_duplicate IS
'New articles that are copies of another.';
COMMENT ON COLUMN runs.articles_uncoded IS
'Articles stored but not coded: a language that cannot be coded yet, or the coder failed (see problems).';
COMMENT ON COLUMN runs.mentions IS
'Event mentions coded; those set aside in problems too.';
COMMENT ON COLUMN runs.rejected IS
'Candidates not coded; those set aside in problems too.';
COMMENT ON COLUMN runs.events_new IS
'Events that are new.';
COMMENT ON COLUMN runs.events_changed IS
'Events that changed or lost all of their evidence.';
COMMENT ON COLUMN runs.stage_seconds IS
'Seconds that each stage took, by its name.';
