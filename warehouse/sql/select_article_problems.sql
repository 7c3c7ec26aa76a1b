SELECT kind, subject, reason, noted_at FROM problems WHERE article_id = $article_id ORDER BY noted_at, subject
