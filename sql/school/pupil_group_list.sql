-- Groups that hold on a day or will, by school and name; `unit` '' takes every school.
-- access: read person
-- in: bank_id int64, unit text, day date
-- out: many group_id int64, source_id text, kind int, unit text, name text, from_date date,
--      to_date date?, ended_at time
SELECT group_id, source_id, kind, unit, name, from_date, to_date, ended_at FROM pupil_group
WHERE bank_id = $1 AND ($2 = '' OR unit = $2) AND ended_at = 0 AND (to_date IS NULL OR to_date >= $3)
ORDER BY unit, name, group_id;
