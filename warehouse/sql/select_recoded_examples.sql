-- Some of each kind, of as many types as there are, always the same ones; what is only more or less sure comes last.
WITH ranked AS (
    SELECT *, row_number() OVER (
               PARTITION BY kind, event_type ORDER BY fields = ['confidence'], md5(mention_id)
           ) AS nth
    FROM recoded_pairs
    WHERE kind <> 'changed' OR len(fields) > 0
)
SELECT ranked.kind, ranked.event_type, ranked.evidence, ranked.before, ranked.after, ranked.fields,
       article.article_id, article.outlet
FROM ranked
JOIN articles AS article USING (article_id)
QUALIFY row_number() OVER (
    PARTITION BY ranked.kind ORDER BY ranked.fields = ['confidence'], ranked.nth, md5(ranked.mention_id)
) <= $limit
ORDER BY ranked.kind, ranked.event_type, article.article_id
