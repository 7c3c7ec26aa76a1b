-- How a feed's entries are told apart, and how an entry is known again and when its feed says that it changed.
ALTER TABLE feeds ADD COLUMN identity VARCHAR;
ALTER TABLE entries ADD COLUMN alternate_id VARCHAR;
ALTER TABLE entries ADD COLUMN updated_raw VARCHAR;
ALTER TABLE entries ADD COLUMN silent_changes INTEGER DEFAULT 0;
