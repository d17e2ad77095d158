-- One pupil's packed school years, oldest first.
-- access: read attendance
-- in: bank_id int64, person_id int64, first_year int, last_year int
-- out: many school_year int, packed blob
SELECT school_year, packed FROM attendance
WHERE bank_id = $1 AND person_id = $2 AND school_year >= $3 AND school_year <= $4
ORDER BY school_year;
