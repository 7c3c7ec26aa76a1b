COMMENT ON TABLE near_duplicates IS
'One row a pair of articles with directly matching words; what follows from them for each article is articles.duplicate_of.';

COMMENT ON COLUMN near_duplicates.article_id IS
'The one article of the pair, with the lower id.';
COMMENT ON COLUMN near_duplicates.other_id IS
'The other article of the pair.';
COMMENT ON COLUMN near_duplicates.rule IS
'What matches: same words, text, summary, title and summary, title, or summary in text.';
COMMENT ON COLUMN near_duplicates.similarity IS
'How much of the shorter one is in the other, 0 to 1; of titles, how much of both is in both.';
COMMENT ON COLUMN near_duplicates.shared IS
'How many grams both have: sampled word-3-grams of texts, word-2-grams or word-3-grams of summaries, char-4-grams of titles; of the same words, how many words.';
COMMENT ON COLUMN near_duplicates.run_id IS
'The run that compared them; see runs.';
