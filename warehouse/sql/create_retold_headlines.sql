CREATE OR REPLACE TEMP TABLE retold_headlines (told INTEGER, story_id VARCHAR, article_id VARCHAR)
