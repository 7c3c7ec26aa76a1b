COMMENT ON TABLE entries IS
'One row an item as a feed gave it, with the raw values beside what was read from them.';

COMMENT ON COLUMN entries.entry_id IS
'Identity: hash of the feed and its raw guid, link, or title and date.';
COMMENT ON COLUMN entries.feed_id IS
'The feed that carried it; see feeds.';
COMMENT ON COLUMN entries.guid IS
'The feed''s own id of the item; unique within the feed at best.';
COMMENT ON COLUMN entries.url IS
'Link of the item, absolute.';
COMMENT ON COLUMN entries.title IS
'Title as plain text.';
COMMENT ON COLUMN entries.summary IS
'Summary as the feed gave it; may be HTML, then without scripts, forms and frames, and with absolute links.';
COMMENT ON COLUMN entries.content IS
'Full content as the feed gave it; may be HTML, then without scripts, forms and frames, and with absolute links.';
COMMENT ON COLUMN entries.author IS
'Author as the feed gave it.';
COMMENT ON COLUMN entries.published_raw IS
'Date exactly as the feed gave it.';
COMMENT ON COLUMN entries.published_at IS
'Date read from published_raw, UTC.';
COMMENT ON COLUMN entries.date_status IS
'ok, no_zone (read as UTC), missing, unparsed, or clamped (it lay in the future, or before 1990).';
COMMENT ON COLUMN entries.language IS
'Language that the feed declares for the item.';
COMMENT ON COLUMN entries.entry_hash IS
'Hash of title, summary, content, link and author: another hash is a changed entry.';
COMMENT ON COLUMN entries.alternate_id IS
'Second identity: hash of the feed, the title and the address without host and tracking; knows the entry again under a new guid or after a move. NULL where there is no address.';
COMMENT ON COLUMN entries.updated_raw IS
'When the feed says that the item was changed, exactly as it gave it.';
COMMENT ON COLUMN entries.silent_changes IS
'Changes so far that the feed did not date; behind the 24th in a row the entry stays as it is.';
COMMENT ON COLUMN entries.first_seen_at IS
'When Daybook first saw the entry, UTC.';
COMMENT ON COLUMN entries.article_id IS
'The article that the entry belongs to; see articles.';
COMMENT ON COLUMN entries.run_id IS
'The run that last wrote the entry, because it was new or had changed; see runs.';
