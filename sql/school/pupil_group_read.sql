-- One group.
-- access: read person
-- in: bank_id int64, group_id int64
-- out: one group_id int64, source_id text, kind int, unit text, name text, from_date date,
--      to_date date?, ended_at time
SELECT group_id, source_id, kind, unit, name, from_date, to_date, ended_at FROM pupil_group
WHERE bank_id = $1 AND group_id = $2;
