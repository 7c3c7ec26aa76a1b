COMMENT ON TABLE stories IS
'One row a story: the articles on one happening, in one language, as far as their words tell; copies are with their original.';

COMMENT ON COLUMN stories.story_id IS
'Identity of the story: the article_id of its first article, and kept whatever comes later.';
COMMENT ON COLUMN stories.headline IS
'Title of the article that is most like the others of the story.';
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
COMMENT ON COLUMN stories.headline_of IS
'article_id of the article whose title is the headline; NULL where it was not compared with others.';
