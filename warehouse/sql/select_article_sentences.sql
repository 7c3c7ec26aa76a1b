-- What was coded in an article and what was not, in the order of its sentences.
SELECT true AS is_coded, mention.* EXCLUDE (article_id, spans, run_id),
       [{'field': span.field, 'start': span.start, 'end': span."end",
         'words': nullif(substring(
             concat(nullif(article.title, '') || E'\n\n', article.text), span.start + 1, span."end" - span.start
         ), '')}
        FOR span IN mention.spans] AS spans
FROM event_mentions AS mention
JOIN articles AS article USING (article_id)
WHERE mention.article_id = $article_id
UNION ALL BY NAME
SELECT false AS is_coded, start, "end", evidence, trigger, reason FROM rejected_mentions WHERE article_id = $article_id
ORDER BY start, is_coded DESC, event_id, trigger, reason
