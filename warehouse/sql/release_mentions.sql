-- Every column by its name, so that none with words of the news comes in unseen: where the sentence stands is told by
-- the article's address and the offsets.
SELECT mention.mention_id, mention.event_id, mention.article_id, article.canonical_url, mention.sentence_no,
       mention.start, mention."end", mention.event_type, mention.modes, mention.contexts, mention.actors,
       mention.recipients, mention.place, mention.event_date, mention.date_precision, mention.killed,
       mention.killed_low, mention.killed_high, mention.injured, mention.injured_low, mention.injured_high,
       mention.arrested, mention.arrested_low, mention.arrested_high, mention.abducted, mention.abducted_low,
       mention.abducted_high, mention.crowd, mention.crowd_low, mention.crowd_high, mention.spans, mention.inferred,
       mention.quad_code, mention.event_scale, mention.cameo_code, mention.goldstein, mention.confidence,
       mention.trigger, mention.rule_id, mention.codebook_version, mention.run_id
FROM event_mentions AS mention
JOIN exported ON exported.event_id = mention.event_id
LEFT JOIN articles AS article ON article.article_id = mention.article_id
ORDER BY exported.day, mention.event_id, mention.mention_id
