COMMENT ON TABLE signature_joins IS
'One row a pair of signatures that may be one happening, with what speaks for it. Not all of them are in one event: a signature that is as like two events is in neither, and none joins an event against one of its members. What joined is in merge_edges.';

COMMENT ON COLUMN signature_joins.signature_id IS
'The one, with the lower id; see event_signatures.';
COMMENT ON COLUMN signature_joins.other_id IS
'The other one.';
COMMENT ON COLUMN signature_joins.rule IS
'The weakest link: equal, near day, broader place, broader side, unnamed side, vague, other mode or other type.';
COMMENT ON COLUMN signature_joins.score IS
'Points for what they say alike, as tasks/merge_rules.toml counts them.';
COMMENT ON COLUMN signature_joins.support IS
'What they share beside that: none, a story, an article (or copies of one text), or words (the same sentence in copies of one text). The less, the more points are needed.';
COMMENT ON COLUMN signature_joins.types IS
'same, or declared: two types that may be one happening.';
COMMENT ON COLUMN signature_joins.actors IS
'How the actors compare: same, told (the same description), broader, alike, crowd, loose, or silent (named by one or none).';
COMMENT ON COLUMN signature_joins.recipients IS
'How the recipients compare, as actors.';
COMMENT ON COLUMN signature_joins.place IS
'How the places compare: same, near, within (a city in its province), province, country, unsure (one is only inferred) or silent.';
COMMENT ON COLUMN signature_joins.day IS
'How the days compare: same, about (what they leave open overlaps), span (the same week, month or year), within (a day in one), next, or silent.';
COMMENT ON COLUMN signature_joins.run_id IS
'The run that last changed this row; see runs.';
