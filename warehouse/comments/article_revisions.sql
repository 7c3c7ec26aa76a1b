COMMENT ON TABLE article_revisions IS
'One row a revision of an article that a later one replaced: what it said before. articles has the latest.';

COMMENT ON COLUMN article_revisions.article_id IS
'The article; see articles.';
COMMENT ON COLUMN article_revisions.revision IS
'1 as first seen, one more each time the outlet changed it.';
COMMENT ON COLUMN article_revisions.title IS
'Headline as it was.';
COMMENT ON COLUMN article_revisions.text IS
'Text as it was; NULL where it was let go (DAYBOOK_KEEP_TEXT).';
COMMENT ON COLUMN article_revisions.text_origin IS
'Where that text was from; as in articles.';
COMMENT ON COLUMN article_revisions.content_hash IS
'Hash of that normalised text.';
COMMENT ON COLUMN article_revisions.author IS
'Author as the outlet named them then.';
COMMENT ON COLUMN article_revisions.published_at IS
'When the outlet said that it published, UTC.';
COMMENT ON COLUMN article_revisions.seen_at IS
'When Daybook saw this revision, UTC: the start of its run.';
COMMENT ON COLUMN article_revisions.replaced_at IS
'When the run that saw the next one started, UTC.';
COMMENT ON COLUMN article_revisions.changes IS
'What the next revision changed, in words; NULL where that was not told.';
COMMENT ON COLUMN article_revisions.run_id IS
'The run that wrote this row, because it saw the next revision; see runs.';
