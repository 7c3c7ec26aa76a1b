COMMENT ON TABLE event_versions IS
'One row an earlier state of an event: what it was before a run changed it, merged it into another or took it away. events has the present states, and the macro events_asof(time) those of any time.';

COMMENT ON COLUMN event_versions.version IS
'1 for the first state that is kept, one more each.';
COMMENT ON COLUMN event_versions.valid_from IS
'When the run that made this state started, UTC; never before the state before it ended.';
COMMENT ON COLUMN event_versions.valid_to IS
'When the run that ended this state started, UTC.';
COMMENT ON COLUMN event_versions.retracted_reason IS
'Why it ended: changed (changed says what), merged into another event, coded as another event after an edit, evidence edited away, evidence withdrawn, or recoded (by another codebook).';
COMMENT ON COLUMN event_versions.merged_into IS
'The event that has its mentions now, or its sentences; NULL where there is none, and where the event is still there.';
COMMENT ON COLUMN event_versions.changed IS
'What the next state has otherwise: names of fields; empty where the event is gone.';
COMMENT ON COLUMN event_versions.made_by IS
'The run that made this state; see runs.';
COMMENT ON COLUMN event_versions.event_id IS
'The event; see events, where it may be no more.';
COMMENT ON COLUMN event_versions.event_date IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.date_precision IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.event_type IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.modes IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.contexts IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.quad_code IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.event_scale IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.cameo_code IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.goldstein IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.actor_name IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.actor_country IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.actor_sector IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.recipient_name IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.recipient_country IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.recipient_sector IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.actors IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.recipients IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.place_name IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.place_country IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.admin1 IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.lat IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.lon IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.place_precision IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.killed_low IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.killed_high IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.injured_low IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.injured_high IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.mentions IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.articles IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.outlets IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.owners IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.state_affiliated_only IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.confidence IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.lead_mention_id IS
'The most certain mention then; see mentions_asof.';
COMMENT ON COLUMN event_versions.first_reported_at IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.last_reported_at IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.first_seen_at IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.run_id IS
'The run that wrote this row, because it ended that state; see runs.';
COMMENT ON COLUMN event_versions.arrested_low IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.arrested_high IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.abducted_low IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.abducted_high IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.crowd_low IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.crowd_high IS
'As in events, as it was.';
COMMENT ON COLUMN event_versions.admin1_code IS
'As in events, as it was.';
