-- What a run had to leave out. Replaced by run, so no key.
CREATE TABLE problems (
    run_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    feed_id VARCHAR,
    article_id VARCHAR,
    subject VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL
);
