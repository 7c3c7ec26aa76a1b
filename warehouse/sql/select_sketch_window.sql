SELECT min(article_no) AS first_no, max(article_no) AS last_no
FROM text_sketches
WHERE reported_at BETWEEN $since AND $until
