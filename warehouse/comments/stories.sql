COMMENT ON TABLE stories IS
'One row a story: articles on one happening.';

COMMENT ON COLUMN stories.story_id IS
'Identity of the story.';
COMMENT ON COLUMN stories.headline IS
'Headline of its earliest article.';
COMMENT ON COLUMN stories.first_published_at IS
'When its earliest article was published, UTC.';
COMMENT ON COLUMN stories.last_published_at IS
'When its latest article was published, UTC.';
COMMENT ON COLUMN stories.articles IS
'Articles in the story, copies too.';
COMMENT ON COLUMN stories.outlets IS
'Different outlets among them.';
COMMENT ON COLUMN stories.run_id IS
'The run that wrote this row; see runs.';
