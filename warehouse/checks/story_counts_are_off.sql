-- soft: a story counts the articles and outlets that it has
SELECT story.story_id, story.articles, counted.articles AS articles_there, story.outlets,
       counted.outlets AS outlets_there
FROM stories AS story
JOIN (
    SELECT story_id, count(*) AS articles, count(DISTINCT outlet) AS outlets
    FROM articles
    WHERE $run_id IS NULL OR story_id IN (
        SELECT story_id FROM articles WHERE run_id = $run_id
        UNION
        SELECT story_id FROM stories WHERE run_id = $run_id
    )
    GROUP BY story_id
) AS counted USING (story_id)
WHERE story.articles <> counted.articles OR story.outlets <> counted.outlets
