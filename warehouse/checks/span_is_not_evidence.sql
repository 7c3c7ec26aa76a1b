-- hard: the span of a mention, cut out of its article's title and text, is its evidence (while the text is kept)
SELECT mention.mention_id, mention.article_id, mention.start, mention."end", mention.evidence
FROM event_mentions AS mention
JOIN articles AS article USING (article_id)
WHERE ($run_id IS NULL OR mention.run_id = $run_id)
  AND article.text_removed_at IS NULL
  AND substring(
          CASE WHEN article.title = '' THEN article.text ELSE article.title || E'\n\n' || article.text END,
          mention.start + 1,
          mention."end" - mention.start
      ) IS DISTINCT FROM mention.evidence
