-- What the articles of each pair of candidates share. Where one of them is sampled, so is the other for the comparison.
WITH about AS (
    SELECT sketch.article_no, article.article_id, sketch.is_brief, article.outlet,
           split_part(article.language, '-', 1) AS language, article.title, sketch.reported_at
    FROM text_sketches AS sketch
    JOIN articles AS article USING (article_id)
    WHERE sketch.article_no IN (SELECT other_no FROM copy_candidates)
    UNION ALL
    SELECT article_no, article_id, is_brief, outlet, language, title, reported_at FROM incoming_sketches
),
pairs AS (
    SELECT one.article_no AS one_no, other.article_no AS other_no,
           one.article_id, other.article_id AS other_id,
           one.is_brief::INTEGER + other.is_brief::INTEGER AS brief,
           one.outlet = other.outlet AS same_outlet,
           one.title, other.title AS other_title,
           candidate.by_title,
           abs(epoch(one.reported_at) - epoch(other.reported_at)) AS seconds_apart
    FROM copy_candidates AS candidate
    JOIN about AS one ON one.article_no = candidate.one_no
    JOIN about AS other ON other.article_no = candidate.other_no
    WHERE coalesce(one.language = other.language, true)
      AND seconds_apart <= $window_seconds
),
site AS (
    SELECT about.article_no, known.hash
    FROM about
    JOIN (SELECT outlet, hash FROM site_shingles UNION ALL FROM new_site_shingles) AS known USING (outlet)
    WHERE about.article_no IN (SELECT one_no FROM pairs UNION SELECT other_no FROM pairs)
),
raw_grams AS (
    SELECT article_no, kind, hash
    FROM shingles
    WHERE article_no IN (SELECT other_no FROM pairs) AND kind < 3
    UNION ALL
    SELECT article_no, kind, hash
    FROM incoming_shingles
    WHERE article_no IN (SELECT one_no FROM pairs UNION SELECT other_no FROM pairs) AND kind < 3
),
grams AS (
    SELECT gram.article_no, gram.kind, gram.hash
    FROM raw_grams AS gram
    -- Word-2-grams are of the language rather than of the outlet.
    WHERE gram.kind = 2 OR NOT EXISTS (
        FROM site WHERE site.article_no = gram.article_no AND site.hash = gram.hash
    )
),
sizes AS (
    SELECT article_no,
           count(*) FILTER (kind = 1) AS triples,
           count(*) FILTER (kind = 1 AND hash % $sampled = 0) AS sampled,
           count(*) FILTER (kind = 2) AS doubles
    FROM grams
    GROUP BY article_no
),
shared AS (
    SELECT pairs.one_no, pairs.other_no,
           count(*) FILTER (one.kind = 1 AND (pairs.brief = 2 OR one.hash % $sampled = 0)) AS triples,
           count(*) FILTER (one.kind = 2) AS doubles
    FROM pairs
    JOIN grams AS one ON one.article_no = pairs.one_no
    JOIN grams AS other ON other.article_no = pairs.other_no AND other.hash = one.hash AND other.kind = one.kind
    GROUP BY ALL
)
SELECT pairs.article_id, pairs.other_id, pairs.brief, pairs.same_outlet, pairs.title, pairs.other_title,
       pairs.seconds_apart,
       -- One without any is the shorter one: least() would pass over it.
       CASE WHEN pairs.brief = 2 THEN least(coalesce(one.triples, 0), coalesce(other.triples, 0))
            ELSE least(coalesce(one.sampled, 0), coalesce(other.sampled, 0)) END AS triples,
       coalesce(shared.triples, 0) AS shared_triples,
       least(coalesce(one.doubles, 0), coalesce(other.doubles, 0)) AS doubles,
       coalesce(shared.doubles, 0) AS shared_doubles
FROM pairs
LEFT JOIN sizes AS one ON one.article_no = pairs.one_no
LEFT JOIN sizes AS other ON other.article_no = pairs.other_no
LEFT JOIN shared ON shared.one_no = pairs.one_no AND shared.other_no = pairs.other_no
WHERE (pairs.by_title AND pairs.brief > 0) OR shared.triples >= $least_shared OR shared.doubles >= $least_shared
ORDER BY pairs.article_id, pairs.other_id
