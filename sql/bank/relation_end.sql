-- Cuts a relation off at once.
-- access: write staff
-- in: bank_id int64, relation_id int64, now time
-- out: none
UPDATE staff_relation SET ended_at = $3 WHERE bank_id = $1 AND relation_id = $2 AND ended_at = 0;
