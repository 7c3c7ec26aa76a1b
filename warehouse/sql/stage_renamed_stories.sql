-- A story keeps the id that most of its articles had, as long as the article of that id is in it.
CREATE OR REPLACE TEMP TABLE renamed AS
WITH former AS (
    SELECT retold.story_id, articles.story_id AS former_id, count(*) AS articles
    FROM retold
    JOIN articles USING (article_id)
    GROUP BY ALL
),
kept AS (
    SELECT former.story_id, arg_max(former.former_id, (former.articles, former.former_id)) AS kept_id
    FROM former
    JOIN retold AS namesake ON namesake.article_id = former.former_id AND namesake.story_id = former.story_id
    -- The story of an article that is not told anew has its name already.
    WHERE former.story_id IN (SELECT article_id FROM retold)
    GROUP BY former.story_id
)
SELECT DISTINCT retold.story_id, coalesce(kept.kept_id, retold.story_id) AS new_id
FROM retold
LEFT JOIN kept USING (story_id)
