SELECT articles.article_id, renamed.new_id
FROM retold
JOIN renamed USING (story_id)
JOIN articles USING (article_id)
WHERE articles.story_id IS DISTINCT FROM renamed.new_id
ORDER BY articles.article_id
