-- New numbers of a group.
-- access: write case
-- in: bank_id int64, intervention_id int64, audience int, occasions int, participants int,
--     changed_at time
-- out: none
UPDATE intervention_group SET audience = $3, occasions = $4, participants = $5, changed_at = $6
WHERE bank_id = $1 AND intervention_id = $2;
