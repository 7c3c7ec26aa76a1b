-- What a good guest remembers of a feed, and what the ledger says of each exchange.
ALTER TABLE feeds ADD COLUMN polled_at TIMESTAMPTZ;
ALTER TABLE feeds ADD COLUMN body_at TIMESTAMPTZ;
ALTER TABLE feeds ADD COLUMN strikes DOUBLE DEFAULT 0;
ALTER TABLE feeds ADD COLUMN interval_minutes INTEGER;
ALTER TABLE feeds ADD COLUMN overlap INTEGER;
ALTER TABLE feeds ADD COLUMN last_new_at TIMESTAMPTZ;
ALTER TABLE feeds ADD COLUMN hint_minutes INTEGER;
ALTER TABLE feeds ADD COLUMN moved_url VARCHAR;
ALTER TABLE feeds ADD COLUMN moved_from VARCHAR[];
ALTER TABLE feeds ADD COLUMN moved_to VARCHAR;
ALTER TABLE feeds ADD COLUMN moved_since TIMESTAMPTZ;
ALTER TABLE feeds ADD COLUMN moved_times INTEGER DEFAULT 0;
ALTER TABLE feeds ADD COLUMN why VARCHAR;
-- Failures of before had one weight.
UPDATE feeds SET strikes = failures, polled_at = last_ok_at;
ALTER TABLE fetches ADD COLUMN is_conditional BOOLEAN DEFAULT false;
ALTER TABLE fetches ADD COLUMN fresh_seconds BIGINT;
ALTER TABLE fetches ADD COLUMN decision VARCHAR;
