-- A join that is found again stays that of the run that found it.
INSERT INTO signature_joins BY NAME
SELECT found.*, coalesce(former.run_id, $run_id) AS run_id
FROM incoming_joins AS found
LEFT JOIN former_joins AS former
USING (signature_id, other_id, rule, score, support, types, actors, recipients, place, day)
