-- Whose a measurement is.
-- access: read case
-- in: bank_id int64, measurement_id int64
-- out: one person_id int64, case_id int64
SELECT person_id, case_id FROM measurement WHERE bank_id = $1 AND measurement_id = $2;
