-- What an outlet writes under everything, learned as it comes again; and whose each sketch is, to learn it by.
CREATE TABLE site_shingles (
    outlet VARCHAR NOT NULL,
    hash UINTEGER NOT NULL,
    run_id VARCHAR NOT NULL
);
ALTER TABLE text_sketches ADD COLUMN outlet VARCHAR;
UPDATE text_sketches SET outlet = article.outlet FROM articles AS article WHERE article.article_id = text_sketches.article_id;
