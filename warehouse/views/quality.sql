-- How much of what is coded is right, as people say. A mention counts once, however many people looked at it. Samples take
-- equally many of each type or band of confidence, so what they show is not what the table holds: for the weighted figures
-- every cell of type and band counts by the mentions that it has now.
CREATE OR REPLACE VIEW quality AS
WITH judged AS (
    SELECT mention_id, codebook_version,
           arg_max(event_type, answered_at) AS event_type,
           arg_max(outlet, answered_at) AS outlet,
           arg_max(confidence, answered_at) AS confidence,
           bool_and(is_of_part) AS is_of_part,
           -- One who sees a fault is not outvoted by those who do not.
           coalesce(arg_max(answer, answered_at) FILTER (answer <> 'right'), 'right') AS answer,
           count(*) AS reviewers,
           count(DISTINCT answer) > 1 AS is_disputed
    FROM reviews
    GROUP BY ALL
),
answers AS (
    SELECT *, unnest([
        {'by': 'overall', 'value': 'all'}, {'by': 'event_type', 'value': event_type}, {'by': 'outlet', 'value': outlet}
    ], recursive := true)
    FROM judged
    UNION ALL BY NAME
    SELECT mention_id, codebook_version, event_type, outlet, confidence, is_of_part, answer, 1 AS reviewers,
           false AS is_disputed, 'reviewer' AS "by", reviewer AS "value"
    FROM reviews
),
in_cells AS (
    SELECT *, CASE WHEN confidence < 0.6 THEN 0 WHEN confidence < 0.8 THEN 1 ELSE 2 END AS band
    FROM answers
),
counted AS (
    SELECT codebook_version, "by", "value",
           count(*) AS reviewed,
           count(*) FILTER (answer = 'right') AS "right",
           count(*) FILTER (answer = 'wrong_type') AS wrong_type,
           count(*) FILTER (answer = 'wrong_actor') AS wrong_actor,
           count(*) FILTER (answer = 'no_event') AS no_event,
           count(*) FILTER (reviewers > 1) AS reviewed_twice,
           count(*) FILTER (is_disputed) AS disputed
    FROM in_cells
    GROUP BY ALL
),
-- Copies say nothing of their own: none is drawn, none is counted.
coded AS (
    SELECT mention.codebook_version, mention.event_type, article.outlet,
           CASE WHEN mention.confidence < 0.6 THEN 0 WHEN mention.confidence < 0.8 THEN 1 ELSE 2 END AS band,
           count(*) AS mentions
    FROM event_mentions AS mention
    JOIN articles AS article USING (article_id)
    WHERE article.duplicate_of IS NULL
    GROUP BY ALL
),
cells AS (
    SELECT codebook_version, event_type, band, mentions, unnest([
        {'by': 'overall', 'value': 'all'}, {'by': 'event_type', 'value': event_type}, {'by': 'outlet', 'value': outlet}
    ], recursive := true)
    FROM coded
),
stock AS (
    SELECT codebook_version, "by", "value", event_type, band, sum(mentions) AS mentions
    FROM cells
    GROUP BY ALL
),
drawn AS (
    SELECT codebook_version, "by", "value", event_type, band, count(*) AS n,
           count(*) FILTER (answer = 'right') / count(*) AS share_right
    FROM in_cells
    WHERE "by" = 'outlet' OR NOT is_of_part
    GROUP BY ALL
),
weighed AS (
    SELECT codebook_version, "by", "value",
           sum(mentions) AS coded,
           sum(mentions) FILTER (n > 0) / sum(mentions) AS represented,
           sum(mentions * share_right) / sum(mentions) FILTER (n > 0) AS precision,
           -- As many answers as an unweighted sample would need to be as telling (Kish).
           sum(mentions) FILTER (n > 0) ^ 2 / sum(mentions ^ 2 / n) AS n
    FROM stock LEFT JOIN drawn USING (codebook_version, "by", "value", event_type, band)
    GROUP BY ALL
),
shares AS (
    SELECT counted.*, counted."right" / reviewed AS precision, weighed.precision AS weighted_precision,
           weighed.represented, weighed.coded::BIGINT AS mentions,
           [{'p': counted."right" / reviewed, 'n': reviewed::DOUBLE}, {'p': weighed.precision, 'n': weighed.n}] AS told
    FROM counted LEFT JOIN weighed USING (codebook_version, "by", "value")
),
-- Wilson's score interval at 95 %: middle and half width. It holds for few answers, and for all right or all wrong.
intervals AS (
    SELECT *,
           [{'middle': (one.p + 1.959963984540054 ^ 2 / (2 * one.n)) / (1 + 1.959963984540054 ^ 2 / one.n),
             'half': 1.959963984540054 / (1 + 1.959963984540054 ^ 2 / one.n)
                 * sqrt(one.p * (1 - one.p) / one.n + 1.959963984540054 ^ 2 / (4 * one.n ^ 2))}
            FOR one IN told] AS ends
    FROM shares
)
SELECT codebook_version,
       mentions IS NOT NULL
           OR ("by" = 'reviewer' AND codebook_version IN (SELECT coded.codebook_version FROM coded)) AS is_present,
       "by", "value", reviewed, "right", precision,
       greatest(ends[1].middle - ends[1].half, 0) AS low,
       least(ends[1].middle + ends[1].half, 1) AS high,
       wrong_type, wrong_actor, no_event, reviewed_twice, disputed, weighted_precision,
       CASE WHEN weighted_precision IS NOT NULL THEN greatest(ends[2].middle - ends[2].half, 0) END AS weighted_low,
       CASE WHEN weighted_precision IS NOT NULL THEN least(ends[2].middle + ends[2].half, 1) END AS weighted_high,
       represented, mentions,
       CASE "by" WHEN 'event_type' THEN "value" END AS event_type,
       CASE "by" WHEN 'outlet' THEN "value" END AS outlet
FROM intervals;

COMMENT ON VIEW quality IS
'One row a codebook version and a group of mentions (all of them, an event type, an outlet, a reviewer): how many of those that people looked at in daybook review are right. An answer counts for the version of the codebook that had coded the mention, never for a later one.';
COMMENT ON COLUMN quality.codebook_version IS 'Version of the codebook that coded the mentions.';
COMMENT ON COLUMN quality.is_present IS 'Whether mentions of that version and group are in event_mentions now; false: figures of a codebook of before.';
COMMENT ON COLUMN quality."by" IS 'overall, event_type, outlet or reviewer.';
COMMENT ON COLUMN quality."value" IS 'Which event type, outlet or reviewer; all for overall.';
COMMENT ON COLUMN quality.reviewed IS 'Mentions that somebody judged; one that several people judged counts once (by reviewer: once each).';
COMMENT ON COLUMN quality."right" IS 'Those of them that are right; where people disagree, the newest answer that found a fault holds.';
COMMENT ON COLUMN quality.precision IS 'right as a share of reviewed, from 0 to 1, of the sample as it was drawn.';
COMMENT ON COLUMN quality.low IS 'Lower end of the 95 % Wilson interval of precision.';
COMMENT ON COLUMN quality.high IS 'Upper end of it.';
COMMENT ON COLUMN quality.wrong_type IS 'Something happened, but not this type.';
COMMENT ON COLUMN quality.wrong_actor IS 'The type is right, an actor or recipient is not.';
COMMENT ON COLUMN quality.no_event IS 'Nothing of the kind happened.';
COMMENT ON COLUMN quality.reviewed_twice IS 'Mentions that more than one person judged.';
COMMENT ON COLUMN quality.disputed IS 'Those of them on which people disagree.';
COMMENT ON COLUMN quality.weighted_precision IS 'Precision of what is coded now: of each cell of event type and band of confidence (below .6, below .8, above) the share that is right, weighted by its mentions. Answers of samples with --outlet or --since count by outlet alone. NULL for reviewers, and for versions that are gone.';
COMMENT ON COLUMN quality.weighted_low IS 'Lower end of its 95 % Wilson interval, with the effective size of the weighted sample after Kish.';
COMMENT ON COLUMN quality.weighted_high IS 'Upper end of it.';
COMMENT ON COLUMN quality.represented IS 'Share of the mentions in cells that somebody has judged a mention of; the weighted figures say nothing of the rest.';
COMMENT ON COLUMN quality.mentions IS 'Mentions of that version and group now, without those of copies.';
COMMENT ON COLUMN quality.event_type IS 'The event type, where the row is of one; else NULL. Of use without quotes: where event_type is not null.';
COMMENT ON COLUMN quality.outlet IS 'The outlet, where the row is of one; else NULL.';
