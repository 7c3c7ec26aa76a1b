COMMENT ON TABLE story_members IS
'One row an article that new ones are compared with, to tell which story they belong to: those of live stories, without copies. For Daybook itself, and kept in the writer''s file: without rows in the published copy. Where the file was lost, daybook recluster --apply makes it anew.';

COMMENT ON COLUMN story_members.article_id IS
'The article; its story is in articles.story_id.';
COMMENT ON COLUMN story_members.language IS
'Its language without a region, ISO 639; articles of different languages are in different stories.';
COMMENT ON COLUMN story_members.told_at IS
'When it was published, or first seen where that is not known, UTC.';
COMMENT ON COLUMN story_members.came_at IS
'When Daybook first saw it, UTC; a story that nothing came to for 45 days has ended, and its rows go.';
COMMENT ON COLUMN story_members.terms IS
'Hashes of its terms: pieces of headline and lead, words of the text, words of its opening.';
COMMENT ON COLUMN story_members.counts IS
'How often each of the terms comes, 255 at most.';
COMMENT ON COLUMN story_members.run_id IS
'The run that wrote this row; see runs.';
