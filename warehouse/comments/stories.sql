COMMENT ON TABLE stories IS
'One row a story: an article and its copies. Articles that tell the same in other words are stories of their own for now.';

COMMENT ON COLUMN stories.story_id IS
'Identity of the story: the article_id of its original.';
COMMENT ON COLUMN stories.headline IS
'Headline of the original; of the earliest article where that is not stored.';
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
