INSERT OR REPLACE INTO reviews BY NAME
SELECT $mention_id AS mention_id, $codebook_version AS codebook_version, $reviewer AS reviewer, $answer AS answer,
       $answered_at::TIMESTAMPTZ AS answered_at, $article_id AS article_id, $outlet AS outlet, $event_type AS event_type,
       $confidence::DOUBLE AS confidence, $seed::INTEGER AS seed, $drawn_by AS drawn_by,
       $is_of_part::BOOLEAN AS is_of_part
