COMMENT ON TABLE problems IS
'One row a thing that a run had to leave out, with the reason; the rest of the run went on.';

COMMENT ON COLUMN problems.run_id IS
'The run that left it out; see runs.';
COMMENT ON COLUMN problems.kind IS
'entry (not usable as the feed gave it), article (stored, but its coding failed) or mention (an event mention or a rejected candidate whose span does not read back in its article; not stored).';
COMMENT ON COLUMN problems.feed_id IS
'The feed that it came through; see feeds. NULL where not known.';
COMMENT ON COLUMN problems.article_id IS
'The article; see articles. NULL for an entry that became none.';
COMMENT ON COLUMN problems.subject IS
'Its title, its address, or its position in the feed or in the article.';
COMMENT ON COLUMN problems.reason IS
'Why it was left out.';
COMMENT ON COLUMN problems.noted_at IS
'When the run that noted it ended, UTC.';
