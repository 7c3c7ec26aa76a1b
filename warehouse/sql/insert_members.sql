INSERT INTO story_members BY NAME
SELECT incoming.*, $run_id AS run_id
FROM incoming_members AS incoming
