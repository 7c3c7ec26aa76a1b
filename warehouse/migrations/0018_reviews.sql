-- What people said of codings. No run writes it, so it has no run_id; what an answer is about stands in its own row, since
-- the mention may be gone by the time that somebody counts.
CREATE TABLE reviews (
    mention_id VARCHAR NOT NULL,
    codebook_version VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    answered_at TIMESTAMPTZ NOT NULL,
    article_id VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    seed INTEGER NOT NULL,
    drawn_by VARCHAR NOT NULL,
    is_of_part BOOLEAN NOT NULL,
    PRIMARY KEY (mention_id, codebook_version, reviewer)
);
