COMMENT ON TABLE feeds IS
'One row a feed that is listed, or was: what feeds.toml declares, and how it is doing.';

COMMENT ON COLUMN feeds.feed_id IS
'Short name of the feed in feeds.toml; the same for as long as the feed is the same.';
COMMENT ON COLUMN feeds.url IS
'Address that is polled.';
COMMENT ON COLUMN feeds.outlet IS
'Publisher behind the feed.';
COMMENT ON COLUMN feeds.country IS
'Country of the outlet, ISO 3166 alpha-3; INT for an international organisation. NULL where not declared.';
COMMENT ON COLUMN feeds.language IS
'Language of the feed, BCP 47 (en, pt-BR). NULL where not declared.';
COMMENT ON COLUMN feeds.owner IS
'Who owns the outlet; outlets of one owner count as one independent voice. NULL where not declared.';
COMMENT ON COLUMN feeds.state_affiliated IS
'Whether a government owns or steers the outlet.';
COMMENT ON COLUMN feeds.every_minutes IS
'Minutes between two polls.';
COMMENT ON COLUMN feeds.full_text IS
'Whether article pages are fetched where the feed gives a summary only.';
COMMENT ON COLUMN feeds.enabled IS
'Whether the feed is to be polled; false too where it is no longer listed.';
COMMENT ON COLUMN feeds.status IS
'new (never polled at this address), ok, failing, gone (the server said 410) or removed (no longer listed in feeds.toml).';
COMMENT ON COLUMN feeds.etag IS
'Validator of the last body used, byte for byte; goes back as If-None-Match.';
COMMENT ON COLUMN feeds.last_modified IS
'Validator of the last body used, byte for byte; goes back as If-Modified-Since.';
COMMENT ON COLUMN feeds.body_hash IS
'Hash of the last body used, to know the same bytes again.';
COMMENT ON COLUMN feeds.last_ok_at IS
'When the feed last answered as it should, UTC.';
COMMENT ON COLUMN feeds.next_due_at IS
'When the feed is to be polled next, UTC.';
COMMENT ON COLUMN feeds.held_until IS
'Not before this time, because the publisher said so (Retry-After), UTC.';
COMMENT ON COLUMN feeds.failures IS
'Failures in a row since the feed last answered as it should.';
COMMENT ON COLUMN feeds.run_id IS
'The run that last polled the feed or found it declared differently; see runs.';
