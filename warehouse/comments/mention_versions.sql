COMMENT ON TABLE mention_versions IS
'One row an event mention as it was before its article was edited, its event merged into another, or its article recoded: the evidence of earlier states of events. The macro mentions_asof(time) gives those of any time.';

COMMENT ON COLUMN mention_versions.revision IS
'The revision of the article that it stands in; see article_revisions, and articles for the present one.';
COMMENT ON COLUMN mention_versions.valid_from IS
'When the run that wrote the mention started, UTC.';
COMMENT ON COLUMN mention_versions.valid_to IS
'When the run that ended it started, UTC.';
COMMENT ON COLUMN mention_versions.made_by IS
'The run that had written the mention; see runs.';
COMMENT ON COLUMN mention_versions.mention_id IS
'Identity of the mention.';
COMMENT ON COLUMN mention_versions.event_id IS
'The event that it belonged to; see events and event_versions.';
COMMENT ON COLUMN mention_versions.signature_id IS
'What it said, as merging sees it.';
COMMENT ON COLUMN mention_versions.article_id IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.sentence_no IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.start IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions."end" IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.evidence IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.event_type IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.modes IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.contexts IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.actors IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.recipients IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.place IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.event_date IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.date_precision IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.killed IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.injured IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.quad_code IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.event_scale IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.cameo_code IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.goldstein IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.confidence IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.trigger IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.rule_id IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.codebook_version IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.run_id IS
'The run that wrote this row, because it ended that state; see runs.';
COMMENT ON COLUMN mention_versions.killed_low IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.killed_high IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.injured_low IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.injured_high IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.arrested IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.arrested_low IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.arrested_high IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.abducted IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.abducted_low IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.abducted_high IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.crowd IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.crowd_low IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.crowd_high IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.spans IS
'As in event_mentions, as it was.';
COMMENT ON COLUMN mention_versions.inferred IS
'As in event_mentions, as it was.';
