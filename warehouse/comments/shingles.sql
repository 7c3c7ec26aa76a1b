COMMENT ON TABLE text_sketches IS
'One row an article that others are compared with by the hashes in shingles. Without rows in the published copy.';

COMMENT ON COLUMN text_sketches.article_id IS
'The article; see articles.';
COMMENT ON COLUMN text_sketches.article_no IS
'Its number in shingles, ascending as articles are loaded.';
COMMENT ON COLUMN text_sketches.is_brief IS
'Whether it is a summary, or has too few words for a sample: all of its word-3-grams are kept.';
COMMENT ON COLUMN text_sketches.reported_at IS
'When it was published, or first seen where nobody says, UTC.';
COMMENT ON COLUMN text_sketches.outlet IS
'Whose article it is; see articles.';
COMMENT ON COLUMN text_sketches.run_id IS
'The run that made the sketch; see runs.';

COMMENT ON TABLE shingles IS
'One row a hashed gram of an article: how texts that are alike find each other. The words cannot be read back from it. Without rows in the published copy.';

COMMENT ON COLUMN shingles.article_no IS
'The article; see text_sketches.';
COMMENT ON COLUMN shingles.kind IS
'1 word-3-gram of title and text (of a text of some length one in four, those whose hash four divides), 2 word-2-gram of a summary, 3 key of the title.';
COMMENT ON COLUMN shingles.hash IS
'The hash, 32 bits.';
COMMENT ON COLUMN shingles.run_id IS
'The run that wrote it; see runs.';

COMMENT ON TABLE common_shingles IS
'One row a hash that so many articles have that it tells nothing of any: no candidates are found by it. Without rows in the published copy.';

COMMENT ON COLUMN common_shingles.hash IS
'The hash; see shingles.';
COMMENT ON COLUMN common_shingles.run_id IS
'The run that found it common; see runs.';

COMMENT ON TABLE site_shingles IS
'One row a hashed word-3-gram that an outlet writes day after day, such as who may reprint its texts: it is left out when these are compared. Without rows in the published copy.';

COMMENT ON COLUMN site_shingles.outlet IS
'The outlet; see articles.';
COMMENT ON COLUMN site_shingles.hash IS
'The hash; see shingles.';
COMMENT ON COLUMN site_shingles.run_id IS
'The run that found it in the third article on a third day; see runs.';
