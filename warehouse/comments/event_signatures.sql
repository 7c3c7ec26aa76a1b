COMMENT ON TABLE event_signatures IS
'One row a signature: what equal mentions say. Events are made of signatures; one that says too little to be known again in another article is that of one article alone. A former event_id is the signature_id of a row here: event_id says in which event it is now.';

COMMENT ON COLUMN event_signatures.signature_id IS
'Identity of the signature, made from what it says; an event has the id of its earliest signature.';
COMMENT ON COLUMN event_signatures.event_id IS
'The event that it is in; see events.';
COMMENT ON COLUMN event_signatures.joined_to IS
'The signature at the core of the event, through which it came there; NULL for the core itself. See merge_edges.';
COMMENT ON COLUMN event_signatures.event_type IS
'PLOVER event type.';
COMMENT ON COLUMN event_signatures.modes IS
'PLOVER modes.';
COMMENT ON COLUMN event_signatures.actors IS
'Who did it, as event_mentions has it.';
COMMENT ON COLUMN event_signatures.recipients IS
'To whom, as event_mentions has it.';
COMMENT ON COLUMN event_signatures.place IS
'Where, as event_mentions has it.';
COMMENT ON COLUMN event_signatures.place_inferred IS
'Whether no words of the act say the place.';
COMMENT ON COLUMN event_signatures.day IS
'The day of the act, or that of the report where no day is told.';
COMMENT ON COLUMN event_signatures.date_precision IS
'day, range, month, year, or inferred (from the publication date).';
COMMENT ON COLUMN event_signatures.first_day IS
'The first day that can be meant; the day before the report where the day is inferred.';
COMMENT ON COLUMN event_signatures.last_day IS
'The last day that can be meant.';
COMMENT ON COLUMN event_signatures.countries IS
'The countries of place and sides: signatures of no common country and no common story are never compared.';
COMMENT ON COLUMN event_signatures.first_reported_at IS
'When its first mention was published, or first seen where that is unknown.';
COMMENT ON COLUMN event_signatures.first_mention_id IS
'That mention; see event_mentions.';
COMMENT ON COLUMN event_signatures.run_id IS
'The run that last changed this row; see runs.';
