COMMENT ON TABLE feeds IS
'One row a feed that is listed, or was: what feeds.toml declares, and how it is doing.';

COMMENT ON COLUMN feeds.feed_id IS
'Short name of the feed in feeds.toml; the same for as long as the feed is the same.';
COMMENT ON COLUMN feeds.url IS
'Address in feeds.toml; where the feed has moved, moved_url is polled.';
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
'Minutes between two polls, as feeds.toml wants it.';
COMMENT ON COLUMN feeds.full_text IS
'Whether article pages are fetched where the feed gives a summary only.';
COMMENT ON COLUMN feeds.enabled IS
'Whether the feed is to be polled; false too where it is no longer listed.';
COMMENT ON COLUMN feeds.status IS
'new (never polled at this address), ok, failing, blocked (by a bot protection), gone (the server said 410) or removed (no longer listed in feeds.toml).';
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
'Not before this time, because the publisher said so (Retry-After) to this or another feed of its site, UTC.';
COMMENT ON COLUMN feeds.failures IS
'Failures in a row since the feed last answered as it should.';
COMMENT ON COLUMN feeds.run_id IS
'The run that last polled the feed or found it declared differently; see runs.';
COMMENT ON COLUMN feeds.polled_at IS
'When the feed was last asked, UTC.';
COMMENT ON COLUMN feeds.body_at IS
'When it last gave a whole document that could be read, UTC; 304 is believed for a day from then on.';
COMMENT ON COLUMN feeds.strikes IS
'Failures in a row by weight: 1 for one that says no, 0.5 for one that may pass, 0.25 for a name that leads nowhere.';
COMMENT ON COLUMN feeds.interval_minutes IS
'Minutes between two polls that its entries made of every_minutes. NULL until it was polled well.';
COMMENT ON COLUMN feeds.overlap IS
'Percent of the entries of its last poll that were known; 101 where nothing had changed. NULL after a failure.';
COMMENT ON COLUMN feeds.last_new_at IS
'When it last brought an entry that was not known, UTC.';
COMMENT ON COLUMN feeds.hint_minutes IS
'Minutes that its last document wants to be left alone (RSS ttl, sy:updatePeriod).';
COMMENT ON COLUMN feeds.moved_url IS
'Address that is polled instead of url, because its publisher moved it for good. NULL where it did not.';
COMMENT ON COLUMN feeds.moved_from IS
'Addresses that were polled before moved_url, oldest first.';
COMMENT ON COLUMN feeds.moved_to IS
'Where permanent redirects lead, as long as that is too new to be believed.';
COMMENT ON COLUMN feeds.moved_since IS
'When a permanent redirect to moved_to was first seen, UTC.';
COMMENT ON COLUMN feeds.moved_times IS
'How many polls in a row were led to moved_to.';
COMMENT ON COLUMN feeds.why IS
'Why the feed waits longer or shorter than every_minutes, in words; NULL where it does not.';
COMMENT ON COLUMN feeds.identity IS
'How its entries are told apart: guid, or link, link_date, link_date_title, link_date_title_text where its guids repeat; it only ever goes down this ladder. NULL before the first document.';
