COMMENT ON TABLE rejected_mentions IS
'One row a candidate that was not coded, with the reason.';

COMMENT ON COLUMN rejected_mentions.rejected_id IS
'Identity: hash of article, span, reason and trigger.';
COMMENT ON COLUMN rejected_mentions.article_id IS
'The article; see articles.';
COMMENT ON COLUMN rejected_mentions.start IS
'Where the sentence starts, counted as in event_mentions.';
COMMENT ON COLUMN rejected_mentions."end" IS
'Where the sentence ends, exclusive.';
COMMENT ON COLUMN rejected_mentions.evidence IS
'The sentence.';
COMMENT ON COLUMN rejected_mentions.trigger IS
'The words that made it a candidate.';
COMMENT ON COLUMN rejected_mentions.reason IS
'Why it was not coded; a word from the closed list of the codebook.';
COMMENT ON COLUMN rejected_mentions.run_id IS
'The run that wrote this row; see runs.';
