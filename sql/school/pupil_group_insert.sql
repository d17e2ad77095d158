-- Adds a group of pupils.
-- access: write person
-- in: bank_id int64, group_id int64, source_id text, kind int, unit text, name text, from_date date,
--     to_date date?
-- out: none
INSERT INTO pupil_group (bank_id, group_id, source_id, kind, unit, name, from_date, to_date, ended_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0);
