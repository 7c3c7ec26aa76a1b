-- A mention of one type in one sentence is the same mention, whatever else is said of it now; the first with the first.
CREATE OR REPLACE TEMP TABLE recoded_pairs AS
WITH former AS (
    SELECT *, row_number() OVER (PARTITION BY article_id, start, event_type ORDER BY trigger, mention_id) AS nth
    FROM recoded_lost
),
now AS (
    SELECT *, row_number() OVER (PARTITION BY article_id, start, event_type ORDER BY trigger, mention_id) AS nth
    FROM recoded_gained
)
SELECT coalesce(former.article_id, now.article_id) AS article_id,
       coalesce(former.event_type, now.event_type) AS event_type,
       coalesce(former.evidence, now.evidence) AS evidence,
       coalesce(former.mention_id, now.mention_id) AS mention_id,
       CASE WHEN former.mention_id IS NULL THEN 'gained' WHEN now.mention_id IS NULL THEN 'lost' ELSE 'changed' END AS kind,
       {'actors': list_transform(former.actors, lambda one: one.name),
        'recipients': list_transform(former.recipients, lambda one: one.name),
        'place': former.place.name, 'event_date': former.event_date, 'modes': former.modes,
        'confidence': former.confidence, 'rule_id': former.rule_id} AS before,
       {'actors': list_transform(now.actors, lambda one: one.name),
        'recipients': list_transform(now.recipients, lambda one: one.name),
        'place': now.place.name, 'event_date': now.event_date, 'modes': now.modes,
        'confidence': now.confidence, 'rule_id': now.rule_id} AS after,
       [one.field FOR one IN [
           {'field': 'actors', 'differs': former.actors IS DISTINCT FROM now.actors},
           {'field': 'recipients', 'differs': former.recipients IS DISTINCT FROM now.recipients},
           {'field': 'place', 'differs': former.place IS DISTINCT FROM now.place},
           {'field': 'event_date', 'differs': (former.event_date, former.date_precision)
               IS DISTINCT FROM (now.event_date, now.date_precision)},
           {'field': 'modes', 'differs': former.modes IS DISTINCT FROM now.modes},
           {'field': 'contexts', 'differs': former.contexts IS DISTINCT FROM now.contexts},
           {'field': 'counts', 'differs':
               (former.killed, former.killed_low, former.killed_high, former.injured, former.injured_low,
                former.injured_high, former.arrested, former.arrested_low, former.arrested_high, former.abducted,
                former.abducted_low, former.abducted_high, former.crowd, former.crowd_low, former.crowd_high)
               IS DISTINCT FROM
               (now.killed, now.killed_low, now.killed_high, now.injured, now.injured_low,
                now.injured_high, now.arrested, now.arrested_low, now.arrested_high, now.abducted,
                now.abducted_low, now.abducted_high, now.crowd, now.crowd_low, now.crowd_high)},
           {'field': 'confidence', 'differs': former.confidence IS DISTINCT FROM now.confidence},
           {'field': 'rule', 'differs': (former.rule_id, former.trigger) IS DISTINCT FROM (now.rule_id, now.trigger)}
       ] IF one.differs] AS fields
FROM former
FULL JOIN now USING (article_id, start, event_type, nth)
