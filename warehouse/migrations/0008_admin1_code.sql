-- The ISO 3166-2 code of a place's first division. What was coded before has none.
ALTER TABLE event_mentions ADD COLUMN place.admin1_code VARCHAR;
ALTER TABLE events ADD COLUMN admin1_code VARCHAR;
