CREATE OR REPLACE VIEW merge_edges AS
SELECT signature.event_id,
       signature.first_mention_id AS mention_id,
       core.first_mention_id AS other_mention_id,
       joined.rule, joined.score, joined.support, joined.types, joined.actors, joined.recipients, joined.place, joined.day,
       signature.signature_id,
       core.signature_id AS other_signature_id
FROM event_signatures AS signature
JOIN event_signatures AS core ON core.signature_id = signature.joined_to
JOIN signature_joins AS joined
  ON joined.signature_id = least(signature.signature_id, core.signature_id)
 AND joined.other_id = greatest(signature.signature_id, core.signature_id);

COMMENT ON VIEW merge_edges IS
'One row a join of mentions that say different things about one happening: why they are one event. Mentions that say the same (event_mentions.signature_id) need no join.';
COMMENT ON COLUMN merge_edges.event_id IS 'The event; see events.';
COMMENT ON COLUMN merge_edges.mention_id IS 'The first mention of what joined; see event_mentions.';
COMMENT ON COLUMN merge_edges.other_mention_id IS 'The first mention of the core of the event, which it joined.';
COMMENT ON COLUMN merge_edges.rule IS 'The weakest link: equal, near day, broader place, broader side, unnamed side, vague, other mode or other type.';
COMMENT ON COLUMN merge_edges.score IS 'Points for what they say alike, as tasks/merge_rules.toml counts them.';
COMMENT ON COLUMN merge_edges.support IS 'What they share beside that: none, a story, an article (or copies of one text), or words (the same sentence in copies of one text).';
COMMENT ON COLUMN merge_edges.types IS 'same, or declared: two types that may be one happening.';
COMMENT ON COLUMN merge_edges.actors IS 'How the actors compare; see signature_joins.';
COMMENT ON COLUMN merge_edges.recipients IS 'How the recipients compare; see signature_joins.';
COMMENT ON COLUMN merge_edges.place IS 'How the places compare; see signature_joins.';
COMMENT ON COLUMN merge_edges.day IS 'How the days compare; see signature_joins.';
COMMENT ON COLUMN merge_edges.signature_id IS 'What joined; see event_signatures.';
COMMENT ON COLUMN merge_edges.other_signature_id IS 'The core that it joined.';
