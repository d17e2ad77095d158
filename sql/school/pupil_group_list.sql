-- Groups that hold on a day or will, by school and name; `unit` '' takes every school.
-- access: read person
-- in: bank_id int64, unit text, day date
-- out: many like pupil_group_read
SELECT group_id, source_id, kind, unit, name, from_date, to_date, ended_at FROM pupil_group
WHERE bank_id = $1 AND ($2 = '' OR unit = $2) AND ended_at = 0 AND (to_date IS NULL OR to_date >= $3)
ORDER BY unit, name, group_id;
