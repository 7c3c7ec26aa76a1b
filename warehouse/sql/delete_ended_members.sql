-- What new articles are not compared with any longer: copies, ended stories, the earlier articles of long ones.
DELETE FROM story_members
WHERE article_id IN (
    SELECT member.article_id
    FROM story_members AS member
    LEFT JOIN articles AS article USING (article_id)
    QUALIFY article.article_id IS NULL
         OR article.duplicate_of IS NOT NULL
         OR max(member.came_at) OVER (PARTITION BY article.story_id) < $now - to_days($live_days)
         OR row_number() OVER (
                PARTITION BY article.story_id
                ORDER BY member.came_at DESC, member.told_at DESC, member.article_id
            ) > $most_members
         OR row_number() OVER (ORDER BY member.came_at DESC, member.told_at DESC, member.article_id) > $most_live
)
