-- Stores one packed school year of one pupil.
-- access: write attendance
-- in: bank_id int64, school_year int, person_id int64, packed blob
-- out: none
INSERT INTO attendance (bank_id, school_year, person_id, packed) VALUES ($1, $2, $3, $4)
ON CONFLICT (bank_id, school_year, person_id) DO UPDATE SET packed = excluded.packed;
