-- A group by the id of its source.
-- access: read person
-- in: bank_id int64, source_id text
-- out: one like pupil_group_read
SELECT group_id, source_id, kind, unit, name, from_date, to_date, ended_at FROM pupil_group
WHERE bank_id = $1 AND source_id = $2;
