CREATE OR REPLACE VIEW gdelt_mentions AS
SELECT ('0x' || substr(md5(mention.event_id), 1, 13))::BIGINT AS GLOBALEVENTID,
       strftime(make_timestamp(epoch_us(event.first_seen_at)), '%Y%m%d%H%M%S')::BIGINT AS EventTimeDate,
       strftime(make_timestamp(epoch_us(article.first_seen_at)), '%Y%m%d%H%M%S')::BIGINT AS MentionTimeDate,
       1 AS MentionType,
       article.outlet AS MentionSourceName,
       article.url AS MentionIdentifier,
       mention.sentence_no + 1 AS SentenceID,
       mention.start + nullif(strpos(mention.evidence, mention.actors[1]."text"), 0) - 1 AS Actor1CharOffset,
       mention.start
           + nullif(strpos(mention.evidence, coalesce(mention.recipients[1], mention.actors[2])."text"), 0)
           - 1 AS Actor2CharOffset,
       mention.start + nullif(strpos(mention.evidence, mention.trigger), 0) - 1 AS ActionCharOffset,
       1 AS InRawText,
       greatest(10, (round(mention.confidence * 10) * 10)::INTEGER) AS Confidence,
       length(article."text")::INTEGER AS MentionDocLen,
       NULL::DOUBLE AS MentionDocTone,
       NULL::VARCHAR AS MentionDocTranslationInfo,
       NULL::VARCHAR AS Extras
FROM event_mentions AS mention
JOIN events AS event USING (event_id)
JOIN articles AS article USING (article_id);

COMMENT ON VIEW gdelt_mentions IS
'The event mentions in the shape of GDELT 2.0''s mentions table: its 16 columns, in its order.';
COMMENT ON COLUMN gdelt_mentions.GLOBALEVENTID IS 'The event; see gdelt_events.';
COMMENT ON COLUMN gdelt_mentions.EventTimeDate IS 'When Daybook first saw a report of the event, YYYYMMDDHHMMSS UTC.';
COMMENT ON COLUMN gdelt_mentions.MentionTimeDate IS 'When Daybook first saw this article, YYYYMMDDHHMMSS UTC.';
COMMENT ON COLUMN gdelt_mentions.MentionType IS '1: the identifier is an address on the web.';
COMMENT ON COLUMN gdelt_mentions.MentionSourceName IS 'Publisher.';
COMMENT ON COLUMN gdelt_mentions.MentionIdentifier IS 'Address of the article.';
COMMENT ON COLUMN gdelt_mentions.SentenceID IS 'Number of the sentence, counted from 1; the headline is 1.';
COMMENT ON COLUMN gdelt_mentions.Actor1CharOffset IS 'Where the actor is named: characters into headline, blank line, text. NULL where named elsewhere than in the sentence.';
COMMENT ON COLUMN gdelt_mentions.Actor2CharOffset IS 'Where the recipient is named, as Actor1CharOffset.';
COMMENT ON COLUMN gdelt_mentions.ActionCharOffset IS 'Where the trigger stands, as Actor1CharOffset.';
COMMENT ON COLUMN gdelt_mentions.InRawText IS '1: found in the text as it was published.';
COMMENT ON COLUMN gdelt_mentions.Confidence IS 'Confidence in per cent, in steps of 10 from 10 to 100.';
COMMENT ON COLUMN gdelt_mentions.MentionDocLen IS 'Length of the article''s text in characters.';
COMMENT ON COLUMN gdelt_mentions.MentionDocTone IS 'NULL: tone is not measured.';
COMMENT ON COLUMN gdelt_mentions.MentionDocTranslationInfo IS 'NULL: nothing is translated.';
COMMENT ON COLUMN gdelt_mentions.Extras IS 'NULL: reserved by GDELT.';
