COMMENT ON TABLE event_mentions IS
'One row a coding in one sentence of one article: the evidence of the events.';

COMMENT ON COLUMN event_mentions.mention_id IS
'Identity of the mention.';
COMMENT ON COLUMN event_mentions.event_id IS
'The event that the mention is evidence for; see events.';
COMMENT ON COLUMN event_mentions.signature_id IS
'What it says, as merging sees it: mentions with one signature are always one event. See event_signatures.';
COMMENT ON COLUMN event_mentions.article_id IS
'The article that says so; see articles.';
COMMENT ON COLUMN event_mentions.sentence_no IS
'Number of the sentence in the article; 0 is the headline.';
COMMENT ON COLUMN event_mentions.start IS
'Where the sentence starts: characters into headline, blank line, text (or text alone where there is no headline).';
COMMENT ON COLUMN event_mentions."end" IS
'Where the sentence ends, exclusive, counted as start is.';
COMMENT ON COLUMN event_mentions.evidence IS
'The sentence, exactly as it stands between start and end.';
COMMENT ON COLUMN event_mentions.event_type IS
'PLOVER event type: what happened.';
COMMENT ON COLUMN event_mentions.modes IS
'PLOVER modes: how.';
COMMENT ON COLUMN event_mentions.contexts IS
'PLOVER contexts: why, or about what.';
COMMENT ON COLUMN event_mentions.actors IS
'Who did it, each with the words in the sentence (text), name, country (ISO 3166 alpha-3 or a PLOVER international code) and sector (PLOVER).';
COMMENT ON COLUMN event_mentions.recipients IS
'To whom, each with the words in the sentence (text), name, country (ISO 3166 alpha-3 or a PLOVER international code) and sector (PLOVER).';
COMMENT ON COLUMN event_mentions.place IS
'Where: the words (text), name, country (ISO 3166 alpha-3), admin1, lat and lon (degrees WGS 84), precision (point, city, province or country), admin1_code (ISO 3166-2 of admin1).';
COMMENT ON COLUMN event_mentions.event_date IS
'When it happened, as the sentence and the publication date tell.';
COMMENT ON COLUMN event_mentions.date_precision IS
'day, range, month, year, or inferred (from the publication date).';
COMMENT ON COLUMN event_mentions.killed IS
'People killed: the number as the text says it (the lower one of a range); NULL where it says none.';
COMMENT ON COLUMN event_mentions.killed_low IS
'People killed, at least; the least that "dozens" and the like can mean. NULL where nothing bounds the number below ("up to 50").';
COMMENT ON COLUMN event_mentions.killed_high IS
'People killed, at most; NULL where nothing bounds the number above ("at least 12").';
COMMENT ON COLUMN event_mentions.injured IS
'People injured: the number as the text says it (the lower one of a range); NULL where it says none.';
COMMENT ON COLUMN event_mentions.injured_low IS
'People injured, at least; the least that "dozens" and the like can mean. NULL where nothing bounds the number below ("up to 50").';
COMMENT ON COLUMN event_mentions.injured_high IS
'People injured, at most; NULL where nothing bounds the number above ("at least 12").';
COMMENT ON COLUMN event_mentions.arrested IS
'People arrested or detained: the number as the text says it (the lower one of a range); NULL where it says none.';
COMMENT ON COLUMN event_mentions.arrested_low IS
'People arrested or detained, at least; the least that "dozens" and the like can mean. NULL where nothing bounds the number below ("up to 50").';
COMMENT ON COLUMN event_mentions.arrested_high IS
'People arrested or detained, at most; NULL where nothing bounds the number above ("at least 12").';
COMMENT ON COLUMN event_mentions.abducted IS
'People abducted or taken hostage: the number as the text says it (the lower one of a range); NULL where it says none.';
COMMENT ON COLUMN event_mentions.abducted_low IS
'People abducted or taken hostage, at least; the least that "dozens" and the like can mean. NULL where nothing bounds the number below ("up to 50").';
COMMENT ON COLUMN event_mentions.abducted_high IS
'People abducted or taken hostage, at most; NULL where nothing bounds the number above ("at least 12").';
COMMENT ON COLUMN event_mentions.crowd IS
'People in a protest, or troops that are moved: the number as the text says it (the lower one of a range); NULL where it says none.';
COMMENT ON COLUMN event_mentions.crowd_low IS
'People in a protest, or troops that are moved, at least; the least that "dozens" and the like can mean. NULL where nothing bounds the number below ("up to 50").';
COMMENT ON COLUMN event_mentions.crowd_high IS
'People in a protest, or troops that are moved, at most; NULL where nothing bounds the number above ("at least 12").';
COMMENT ON COLUMN event_mentions.spans IS
'The words that say each field (trigger, actors[0], recipients[0], place, event_date, killed ...), counted as start is; a field that no words say has none. Numbers in brackets begin at 0.';
COMMENT ON COLUMN event_mentions.inferred IS
'The fields that the words of the act leave open, with the reason: pronoun, memory (the act told before), modifier, behind, place, sentence, dateline, story or capital for a country; own (the state of the actors) or unnamed for a side; dateline, sentence before, pointing ("the city") or sides for a place; sentence before or publication for a day.';
COMMENT ON COLUMN event_mentions.quad_code IS
'1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.';
COMMENT ON COLUMN event_mentions.event_scale IS
'PLOVER intensity from -10 (conflict) to +10 (cooperation).';
COMMENT ON COLUMN event_mentions.cameo_code IS
'CAMEO code, text with its leading zero.';
COMMENT ON COLUMN event_mentions.goldstein IS
'Goldstein score of the CAMEO code, from -10 to +10.';
COMMENT ON COLUMN event_mentions.confidence IS
'How sure the coder is, from 0 to 1.';
COMMENT ON COLUMN event_mentions.trigger IS
'The words that fired the rule.';
COMMENT ON COLUMN event_mentions.rule_id IS
'The rule of the codebook that fired.';
COMMENT ON COLUMN event_mentions.codebook_version IS
'Version of the codebook that coded it.';
COMMENT ON COLUMN event_mentions.run_id IS
'The run that wrote this row; see runs.';
