-- How many were arrested, abducted or came, what bounds each count, and which words say each part of a mention. What
-- was coded before has no more than the number that its sentence says.
ALTER TABLE event_mentions ADD COLUMN killed_low INTEGER;
ALTER TABLE event_mentions ADD COLUMN killed_high INTEGER;
ALTER TABLE event_mentions ADD COLUMN injured_low INTEGER;
ALTER TABLE event_mentions ADD COLUMN injured_high INTEGER;
ALTER TABLE event_mentions ADD COLUMN arrested INTEGER;
ALTER TABLE event_mentions ADD COLUMN arrested_low INTEGER;
ALTER TABLE event_mentions ADD COLUMN arrested_high INTEGER;
ALTER TABLE event_mentions ADD COLUMN abducted INTEGER;
ALTER TABLE event_mentions ADD COLUMN abducted_low INTEGER;
ALTER TABLE event_mentions ADD COLUMN abducted_high INTEGER;
ALTER TABLE event_mentions ADD COLUMN crowd INTEGER;
ALTER TABLE event_mentions ADD COLUMN crowd_low INTEGER;
ALTER TABLE event_mentions ADD COLUMN crowd_high INTEGER;
ALTER TABLE event_mentions ADD COLUMN spans STRUCT(field VARCHAR, start INTEGER, "end" INTEGER)[];
ALTER TABLE event_mentions ADD COLUMN inferred STRUCT(field VARCHAR, reason VARCHAR)[];
ALTER TABLE events ADD COLUMN arrested_low INTEGER;
ALTER TABLE events ADD COLUMN arrested_high INTEGER;
ALTER TABLE events ADD COLUMN abducted_low INTEGER;
ALTER TABLE events ADD COLUMN abducted_high INTEGER;
ALTER TABLE events ADD COLUMN crowd_low INTEGER;
ALTER TABLE events ADD COLUMN crowd_high INTEGER;
-- No DEFAULT []: a list in a default is a function call, which DuckDB cannot replay from its log after a power cut.
UPDATE event_mentions SET spans = [], inferred = [];
