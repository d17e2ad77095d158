-- The highest id given out.
-- access: read person
-- in: bank_id int64
-- out: one last_id int64
SELECT coalesce(max(group_id), 0) AS last_id FROM pupil_group WHERE bank_id = $1;
