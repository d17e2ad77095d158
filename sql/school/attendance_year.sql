-- One packed school year of one pupil.
-- access: read attendance
-- in: bank_id int64, school_year int, person_id int64
-- out: many packed blob
SELECT packed FROM attendance WHERE bank_id = $1 AND school_year = $2 AND person_id = $3;
