-- When an article's text was let go, so that nobody takes an empty text for what the article said.
ALTER TABLE articles ADD COLUMN text_removed_at TIMESTAMPTZ;
