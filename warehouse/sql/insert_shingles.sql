INSERT INTO shingles
SELECT sketch.article_no, shingle.kind, shingle.hash, $run_id
FROM incoming_shingles AS shingle
JOIN new_sketches AS sketch ON sketch.incoming_no = shingle.article_no
ORDER BY sketch.article_no, shingle.kind, shingle.hash
