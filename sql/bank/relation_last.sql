-- The newest number of a relation.
-- access: read staff
-- in: bank_id int64
-- out: one relation_id int64
SELECT coalesce(max(relation_id), 0) AS relation_id FROM staff_relation WHERE bank_id = $1;
