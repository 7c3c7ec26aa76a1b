-- What was, beside what is: what an article said before its outlet changed it, each state that an event was in before
-- the present one, and the mentions that those states rested on. Written once and never looked up by key, so no index.
-- The columns of events and event_mentions stand in their versions too: a later step adds a column to both.
CREATE TABLE article_revisions (
    article_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    text VARCHAR,
    text_origin VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    author VARCHAR,
    published_at TIMESTAMPTZ,
    seen_at TIMESTAMPTZ NOT NULL,
    replaced_at TIMESTAMPTZ NOT NULL,
    changes VARCHAR,
    run_id VARCHAR NOT NULL
);
CREATE TABLE event_versions AS
SELECT NULL::INTEGER AS version, NULL::TIMESTAMPTZ AS valid_from, NULL::TIMESTAMPTZ AS valid_to,
       NULL::VARCHAR AS retracted_reason, NULL::VARCHAR AS merged_into, NULL::VARCHAR[] AS changed,
       NULL::VARCHAR AS made_by, *
FROM events
WITH NO DATA;
CREATE TABLE mention_versions AS
SELECT NULL::INTEGER AS revision, NULL::TIMESTAMPTZ AS valid_from, NULL::TIMESTAMPTZ AS valid_to,
       NULL::VARCHAR AS made_by, *
FROM event_mentions
WITH NO DATA;
