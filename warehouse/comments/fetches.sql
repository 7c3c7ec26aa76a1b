COMMENT ON TABLE fetches IS
'One row an HTTP exchange: the ledger of every request made.';

COMMENT ON COLUMN fetches.fetch_id IS
'Identity of the exchange.';
COMMENT ON COLUMN fetches.feed_id IS
'The feed on whose behalf it was made; see feeds.';
COMMENT ON COLUMN fetches.kind IS
'feed, page (an article) or robots.';
COMMENT ON COLUMN fetches.url IS
'Address asked for.';
COMMENT ON COLUMN fetches.final_url IS
'Address that answered, after redirects.';
COMMENT ON COLUMN fetches.fetched_at IS
'When it was asked, UTC.';
COMMENT ON COLUMN fetches.status IS
'HTTP status; NULL where no answer came.';
COMMENT ON COLUMN fetches.outcome IS
'What came of it: ok, not_modified, unchanged, http_error, gone, blocked, held_back (not asked: its site had just asked for time), timeout, dns_error, connect_error, protocol_error, too_large, bad_encoding, bad_redirect, refused_address, robots_denied, not_a_feed, bad_feed or no_text.';
COMMENT ON COLUMN fetches.bytes IS
'Size of the decoded body in bytes.';
COMMENT ON COLUMN fetches.elapsed_ms IS
'Milliseconds from asking to the last byte.';
COMMENT ON COLUMN fetches.entries_seen IS
'Entries in the feed document.';
COMMENT ON COLUMN fetches.entries_new IS
'Entries among them that were not known.';
COMMENT ON COLUMN fetches.error IS
'What went wrong, in words; NULL where nothing did. Of a page that did not complete its article (no_text): why, as a consent wall, a paywall, a video or a gallery, a check for robots, a page that is not there, another text than the feed''s, or what the extractor met.';
COMMENT ON COLUMN fetches.content_type IS
'Content-Type of the answer.';
COMMENT ON COLUMN fetches.retry_after_seconds IS
'Seconds that the publisher asked to wait.';
COMMENT ON COLUMN fetches.body_hash IS
'Hash of the decoded body.';
COMMENT ON COLUMN fetches.run_id IS
'The run that wrote this row; see runs.';
COMMENT ON COLUMN fetches.is_conditional IS
'Whether validators (ETag, Last-Modified) were sent.';
COMMENT ON COLUMN fetches.fresh_seconds IS
'Seconds for which the answer holds by its Cache-Control or Expires; NULL where it does not say.';
COMMENT ON COLUMN fetches.decision IS
'What was decided after it, in words: when the feed is asked again and why, or what robots.txt leaves open.';
