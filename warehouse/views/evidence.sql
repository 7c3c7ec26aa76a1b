CREATE OR REPLACE VIEW evidence AS
SELECT mention.event_id,
       said.field,
       said.value,
       mention.evidence AS sentence,
       mention.start,
       mention."end",
       article.outlet,
       article.url,
       mention.article_id,
       mention.mention_id,
       mention.mention_id = event.lead_mention_id AS is_lead,
       article.duplicate_of IS NOT NULL AS is_copy,
       article.published_at,
       mention.trigger,
       mention.confidence,
       mention.rule_id,
       mention.codebook_version,
       mention.run_id
FROM event_mentions AS mention
JOIN events AS event USING (event_id)
JOIN articles AS article USING (article_id)
CROSS JOIN LATERAL (
    SELECT unnest([
        {'field': 'event_type', 'value': mention.event_type},
        {'field': 'modes', 'value': array_to_string(mention.modes, ', ')},
        {'field': 'contexts', 'value': array_to_string(mention.contexts, ', ')},
        {'field': 'actors', 'value': array_to_string([actor."text" FOR actor IN mention.actors], ', ')},
        {'field': 'recipients', 'value': array_to_string([actor."text" FOR actor IN mention.recipients], ', ')},
        {'field': 'place', 'value': mention.place."text"},
        {'field': 'event_date', 'value': mention.event_date::VARCHAR},
        {'field': 'killed', 'value': mention.killed::VARCHAR},
        {'field': 'injured', 'value': mention.injured::VARCHAR}
    ], recursive := true)
) AS said (field, value)
WHERE said.value <> '';

COMMENT ON VIEW evidence IS
'One row a field, event and mention: what a sentence says about that field of the event, and where the sentence stands. Start here to check an event.';
COMMENT ON COLUMN evidence.event_id IS 'The event; see events.';
COMMENT ON COLUMN evidence.field IS 'event_type, modes, contexts, actors, recipients, place, event_date, killed or injured.';
COMMENT ON COLUMN evidence.value IS 'What this mention says, as text; several values are parted by commas. Fields that it is silent on have no row.';
COMMENT ON COLUMN evidence.sentence IS 'The sentence.';
COMMENT ON COLUMN evidence.start IS 'Where the sentence starts: characters into headline, blank line, text.';
COMMENT ON COLUMN evidence."end" IS 'Where the sentence ends, exclusive.';
COMMENT ON COLUMN evidence.outlet IS 'Publisher of the article.';
COMMENT ON COLUMN evidence.url IS 'Address of the article.';
COMMENT ON COLUMN evidence.article_id IS 'The article; see articles.';
COMMENT ON COLUMN evidence.mention_id IS 'The mention; see event_mentions.';
COMMENT ON COLUMN evidence.is_lead IS 'Whether this is the most certain mention, from which the event has its values.';
COMMENT ON COLUMN evidence.is_copy IS 'Whether the article is a copy of another one.';
COMMENT ON COLUMN evidence.published_at IS 'When the article was published, UTC.';
COMMENT ON COLUMN evidence.trigger IS 'The words that fired the rule.';
COMMENT ON COLUMN evidence.confidence IS 'How sure the coder is of the mention, from 0 to 1.';
COMMENT ON COLUMN evidence.rule_id IS 'The rule of the codebook that fired.';
COMMENT ON COLUMN evidence.codebook_version IS 'Version of the codebook that coded the mention.';
COMMENT ON COLUMN evidence.run_id IS 'The run that wrote the mention; see runs.';
