COMMENT ON TABLE articles IS
'One row a normalised article, in its latest revision.';

COMMENT ON COLUMN articles.article_id IS
'Identity: the entry_id through which the article was first seen.';
COMMENT ON COLUMN articles.feed_id IS
'The feed through which it was first seen; see feeds.';
COMMENT ON COLUMN articles.url IS
'Address of the article as the feed gave it.';
COMMENT ON COLUMN articles.canonical_url IS
'Address without tracking and other accidents; one article each. NULL where the feed gave none, or that of a front page or a list.';
COMMENT ON COLUMN articles.declared_url IS
'The address that the article''s page declares for itself (rel=canonical, og:url), or to which its address redirects, tidied as canonical_url is; a second key. NULL where it is the same, no page was fetched, or the declaration cannot be trusted.';
COMMENT ON COLUMN articles.outlet IS
'Publisher.';
COMMENT ON COLUMN articles.title IS
'Headline as plain text.';
COMMENT ON COLUMN articles.author IS
'Who wrote it, as the feed or the page says; several names are parted by commas, and the outlet''s own name stands only where no person''s does.';
COMMENT ON COLUMN articles.published_at IS
'When the outlet says that it published, UTC.';
COMMENT ON COLUMN articles.date_status IS
'ok, no_zone (read as UTC), missing, unparsed, clamped (it lay in the future, or before 1990), or guessed from the words or the address of its page, where neither the feed nor the page says it.';
COMMENT ON COLUMN articles.language IS
'Language of the text, BCP 47.';
COMMENT ON COLUMN articles.text IS
'Plain text; paragraphs are parted by a blank line. Empty where it was let go (text_removed_at).';
COMMENT ON COLUMN articles.text_origin IS
'Where the text is from: content or summary of the feed, the article''s page, or the title alone.';
COMMENT ON COLUMN articles.words IS
'Words in the text.';
COMMENT ON COLUMN articles.content_hash IS
'Hash of the normalised text.';
COMMENT ON COLUMN articles.duplicate_of IS
'article_id of the original that the text was taken from: the earliest article with directly matching words, never a copy itself; NULL for an original. Which rule: see near_duplicates.';
COMMENT ON COLUMN articles.story_id IS
'The story that the article belongs to; see stories.';
COMMENT ON COLUMN articles.first_seen_at IS
'When Daybook first saw the article, UTC.';
COMMENT ON COLUMN articles.revision IS
'1 as first seen, one more each time the outlet changed it.';
COMMENT ON COLUMN articles.run_id IS
'The run that last wrote the row: this revision, what it is a copy of, or that its text was let go; see runs.';
COMMENT ON COLUMN articles.text_removed_at IS
'When the text was let go because it was older than DAYBOOK_KEEP_TEXT says, UTC; NULL while it is kept.';
