-- What each mention says, a row a field. Unnested in the list of columns, not joined laterally: a question for one event
-- then reads the mentions of that event alone.
CREATE OR REPLACE VIEW evidence AS
WITH said AS (
    SELECT mention.*, unnest(
        [
            {'field': 'event_type', 'value': mention.event_type, 'path': 'trigger'},
            {'field': 'modes', 'value': array_to_string(mention.modes, ', '), 'path': NULL},
            {'field': 'contexts', 'value': array_to_string(mention.contexts, ', '), 'path': NULL},
            {'field': 'place', 'value': mention.place."text", 'path': 'place'},
            {'field': 'event_date', 'value': mention.event_date::VARCHAR, 'path': 'event_date'}
        ]
        || [{'field': 'actors', 'value': actor."text", 'path': concat('actors[', number - 1, ']')}
            FOR actor, number IN mention.actors]
        || [{'field': 'recipients', 'value': actor."text", 'path': concat('recipients[', number - 1, ']')}
            FOR actor, number IN mention.recipients]
        -- What is no number is told by its words: "dozens" is at least 24.
        || [{'field': count.field,
             'value': coalesce(count.said::VARCHAR, 'at least ' || count.low, 'up to ' || count.high),
             'path': count.field}
            FOR count IN [
                {'field': 'killed', 'said': mention.killed, 'low': mention.killed_low, 'high': mention.killed_high},
                {'field': 'injured', 'said': mention.injured, 'low': mention.injured_low, 'high': mention.injured_high},
                {'field': 'arrested', 'said': mention.arrested, 'low': mention.arrested_low, 'high': mention.arrested_high},
                {'field': 'abducted', 'said': mention.abducted, 'low': mention.abducted_low, 'high': mention.abducted_high},
                {'field': 'crowd', 'said': mention.crowd, 'low': mention.crowd_low, 'high': mention.crowd_high}
            ] IF coalesce(count.said, count.low, count.high) IS NOT NULL]
        ) AS one
    FROM event_mentions AS mention
)
SELECT said.event_id,
       said.one.field,
       said.one.value,
       said.evidence AS sentence,
       said.start,
       said."end",
       article.outlet,
       article.url,
       said.article_id,
       said.mention_id,
       said.mention_id = event.lead_mention_id AS is_lead,
       article.duplicate_of IS NOT NULL AS is_copy,
       article.published_at,
       said.trigger,
       said.confidence,
       said.rule_id,
       said.codebook_version,
       said.run_id,
       list_filter(said.spans, lambda span: span.field = said.one.path)[1].start AS field_start,
       list_filter(said.spans, lambda span: span.field = said.one.path)[1]."end" AS field_end,
       nullif(array_to_string(
           [told.reason FOR told IN said.inferred IF told.field IN (said.one.path, concat(said.one.path, '.country'))], ', '
       ), '') AS inferred
FROM said
JOIN events AS event USING (event_id)
JOIN articles AS article USING (article_id)
WHERE said.one.value <> '';

COMMENT ON VIEW evidence IS
'One row a field, event and mention (one each for several actors or recipients): what a sentence says about that field of the event, and where it says so. Start here to check an event.';
COMMENT ON COLUMN evidence.event_id IS 'The event; see events.';
COMMENT ON COLUMN evidence.field IS 'event_type, modes, contexts, actors, recipients, place, event_date, killed, injured, arrested, abducted or crowd.';
COMMENT ON COLUMN evidence.value IS 'What this mention says, as text; several modes or contexts are parted by commas. Fields that it is silent on have no row.';
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
COMMENT ON COLUMN evidence.field_start IS 'Where the words that say this field start, counted as start is; for event_type the trigger. NULL where no words say it.';
COMMENT ON COLUMN evidence.field_end IS 'Where those words end, exclusive.';
COMMENT ON COLUMN evidence.inferred IS 'Why the field, or the country of the actor, is taken to be meant where the words do not say it: pronoun, dateline, publication and so on; see event_mentions.';
