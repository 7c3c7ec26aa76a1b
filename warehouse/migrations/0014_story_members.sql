-- By what articles are told to be of one story: their terms, for as long as their stories live.
CREATE TABLE story_members (
    article_id VARCHAR NOT NULL,
    language VARCHAR,
    told_at TIMESTAMPTZ NOT NULL,
    came_at TIMESTAMPTZ NOT NULL,
    terms UINTEGER[] NOT NULL,
    counts UTINYINT[] NOT NULL,
    run_id VARCHAR NOT NULL
);
ALTER TABLE stories ADD COLUMN headline_of VARCHAR;
