-- Which articles have matching words, and the hashes by which they find each other. An article's hashes stand together
-- and in the order of loading, so that a question about a month leaves the rest of the file alone; no key, no index.
CREATE TABLE text_sketches (
    article_id VARCHAR PRIMARY KEY,
    article_no INTEGER NOT NULL,
    is_brief BOOLEAN NOT NULL,
    reported_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE shingles (
    article_no INTEGER NOT NULL,
    kind UTINYINT NOT NULL,
    hash UINTEGER NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE common_shingles (
    hash UINTEGER NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE near_duplicates (
    article_id VARCHAR NOT NULL,
    other_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL,
    shared INTEGER NOT NULL,
    run_id VARCHAR NOT NULL
);

-- Copies of before were those with the same words throughout.
INSERT INTO near_duplicates
SELECT least(article_id, duplicate_of), greatest(article_id, duplicate_of), 'same words', 1, words, run_id
FROM articles
WHERE duplicate_of IS NOT NULL AND duplicate_of <> article_id;
