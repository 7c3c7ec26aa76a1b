COMMENT ON TABLE events IS
'One row a happening, from all mentions of it. Its values are those of its most certain mention; where that one is silent on date, place, actors or recipients, those of the next that is not.';

COMMENT ON COLUMN events.event_id IS
'Identity of the event.';
COMMENT ON COLUMN events.event_date IS
'When it happened; NULL where no mention says.';
COMMENT ON COLUMN events.date_precision IS
'day, range, month, year, or inferred (from the publication date).';
COMMENT ON COLUMN events.event_type IS
'PLOVER event type: what happened.';
COMMENT ON COLUMN events.modes IS
'PLOVER modes: how.';
COMMENT ON COLUMN events.contexts IS
'PLOVER contexts: why, or about what.';
COMMENT ON COLUMN events.quad_code IS
'1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.';
COMMENT ON COLUMN events.event_scale IS
'PLOVER intensity from -10 (conflict) to +10 (cooperation).';
COMMENT ON COLUMN events.cameo_code IS
'CAMEO code, text with its leading zero.';
COMMENT ON COLUMN events.goldstein IS
'Goldstein score of the CAMEO code, from -10 to +10.';
COMMENT ON COLUMN events.actor_name IS
'Name of the first actor.';
COMMENT ON COLUMN events.actor_country IS
'Country of the first actor, ISO 3166 alpha-3 or a PLOVER international code; NULL where unknown.';
COMMENT ON COLUMN events.actor_sector IS
'PLOVER sector of the first actor (GOV, MIL, REB, CVL ...); NULL where unknown.';
COMMENT ON COLUMN events.recipient_name IS
'Name of the first recipient; NULL where there is none.';
COMMENT ON COLUMN events.recipient_country IS
'Country of the first recipient, as actor_country.';
COMMENT ON COLUMN events.recipient_sector IS
'PLOVER sector of the first recipient, as actor_sector.';
COMMENT ON COLUMN events.actors IS
'All actors, each with the words in the sentence (text), name, country (ISO 3166 alpha-3 or a PLOVER international code) and sector (PLOVER).';
COMMENT ON COLUMN events.recipients IS
'All recipients, each with the words in the sentence (text), name, country (ISO 3166 alpha-3 or a PLOVER international code) and sector (PLOVER).';
COMMENT ON COLUMN events.place_name IS
'Where it happened; NULL where no mention says.';
COMMENT ON COLUMN events.place_country IS
'Country of the place, ISO 3166 alpha-3.';
COMMENT ON COLUMN events.admin1 IS
'First administrative division of the place.';
COMMENT ON COLUMN events.admin1_code IS
'ISO 3166-2 code of admin1 (SY-DR is Daraa); NULL where unknown.';
COMMENT ON COLUMN events.lat IS
'Latitude in degrees, WGS 84.';
COMMENT ON COLUMN events.lon IS
'Longitude in degrees, WGS 84.';
COMMENT ON COLUMN events.place_precision IS
'point, city, province or country.';
COMMENT ON COLUMN events.killed_low IS
'Lowest number of killed that a mention gives (the least that "dozens" can mean where none gives a number); NULL where none gives one.';
COMMENT ON COLUMN events.killed_high IS
'Highest number of killed that a mention gives; NULL where none gives one.';
COMMENT ON COLUMN events.injured_low IS
'Lowest number of injured that a mention gives (the least that "dozens" can mean where none gives a number); NULL where none gives one.';
COMMENT ON COLUMN events.injured_high IS
'Highest number of injured that a mention gives; NULL where none gives one.';
COMMENT ON COLUMN events.arrested_low IS
'Lowest number of arrested or detained that a mention gives (the least that "dozens" can mean where none gives a number); NULL where none gives one.';
COMMENT ON COLUMN events.arrested_high IS
'Highest number of arrested or detained that a mention gives; NULL where none gives one.';
COMMENT ON COLUMN events.abducted_low IS
'Lowest number of abducted or taken hostage that a mention gives (the least that "dozens" can mean where none gives a number); NULL where none gives one.';
COMMENT ON COLUMN events.abducted_high IS
'Highest number of abducted or taken hostage that a mention gives; NULL where none gives one.';
COMMENT ON COLUMN events.crowd_low IS
'Lowest number of people in a protest, or of troops that are moved, that a mention gives (the least that "dozens" can mean where none gives a number); NULL where none gives one.';
COMMENT ON COLUMN events.crowd_high IS
'Highest number of people in a protest, or of troops that are moved, that a mention gives; NULL where none gives one.';
COMMENT ON COLUMN events.mentions IS
'Sentences that say so; see event_mentions.';
COMMENT ON COLUMN events.articles IS
'Articles that say so, copies too.';
COMMENT ON COLUMN events.outlets IS
'Different outlets among them, those of copies too.';
COMMENT ON COLUMN events.owners IS
'Independent voices: different owners of the originals (the outlet where no owner is known). Copies add none.';
COMMENT ON COLUMN events.state_affiliated_only IS
'Whether no outlet but state-affiliated ones says so (a copy counts as its original).';
COMMENT ON COLUMN events.confidence IS
'Confidence of the most certain mention, from 0 to 1.';
COMMENT ON COLUMN events.lead_mention_id IS
'The most certain mention; see event_mentions.';
COMMENT ON COLUMN events.first_reported_at IS
'Earliest publication of an article that says so, UTC (where it has no date: when it was first seen).';
COMMENT ON COLUMN events.last_reported_at IS
'Latest publication of an article that says so, UTC.';
COMMENT ON COLUMN events.first_seen_at IS
'When Daybook first saw an article that says so, UTC.';
COMMENT ON COLUMN events.run_id IS
'The run that last changed the event; see runs.';
