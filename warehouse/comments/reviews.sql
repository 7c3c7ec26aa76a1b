COMMENT ON TABLE reviews IS
'One row a mention, codebook version and reviewer: whether the coding is right, as a person said in daybook review. A later answer of the same reviewer replaces the earlier one; see quality for what they come to.';

COMMENT ON COLUMN reviews.mention_id IS
'The mention; see event_mentions. It stands for the coding too: another type, actor, recipient, place or day is another mention.';
COMMENT ON COLUMN reviews.codebook_version IS
'Version of the codebook that had coded it; the answer counts for that version alone.';
COMMENT ON COLUMN reviews.reviewer IS
'Who answered (--reviewer; else the name of the login).';
COMMENT ON COLUMN reviews.answer IS
'right, wrong_type (something happened, but not this type), wrong_actor (the type is right, an actor or recipient is not) or no_event (nothing of the kind happened).';
COMMENT ON COLUMN reviews.answered_at IS
'When, UTC.';
COMMENT ON COLUMN reviews.article_id IS
'The article of the mention; see articles.';
COMMENT ON COLUMN reviews.outlet IS
'Publisher of the article, as it was called then.';
COMMENT ON COLUMN reviews.event_type IS
'PLOVER event type that was judged.';
COMMENT ON COLUMN reviews.confidence IS
'Confidence that the coder had given it, from 0 to 1.';
COMMENT ON COLUMN reviews.seed IS
'Seed of the sample that it was drawn in.';
COMMENT ON COLUMN reviews.drawn_by IS
'What the sample took equally many of: type, confidence (bands of it), or none (every mention was as likely).';
COMMENT ON COLUMN reviews.is_of_part IS
'Whether the sample was drawn from some outlets or days alone (--outlet, --since), so that it says nothing of all mentions.';
