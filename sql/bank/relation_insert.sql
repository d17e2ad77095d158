-- Adds a relation of an employee.
-- access: write staff
-- in: bank_id int64, relation_id int64, staff_id int64, kind int, unit text, object_id int64,
--     from_date date, to_date date?, source_id text
-- out: none
INSERT INTO staff_relation (bank_id, relation_id, staff_id, kind, unit, object_id, from_date,
    to_date, ended_at, source_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9);
