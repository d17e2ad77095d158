-- Moves the last day of a relation that has not been cut off.
-- access: write staff
-- in: bank_id int64, relation_id int64, to_date date?
-- out: none
UPDATE staff_relation SET to_date = $3 WHERE bank_id = $1 AND relation_id = $2 AND ended_at = 0;
