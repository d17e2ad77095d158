-- One relation.
-- access: read staff
-- in: bank_id int64, relation_id int64
-- out: one relation_id int64, staff_id int64, kind int, unit text, object_id int64, from_date date,
--      to_date date?, ended_at time, source_id text
SELECT relation_id, staff_id, kind, unit, object_id, from_date, to_date, ended_at, source_id
FROM staff_relation WHERE bank_id = $1 AND relation_id = $2;
