-- Every listed pupil's packed school year, by person.
-- access: read attendance
-- in: bank_id int64, school_year int
-- out: many person_id int64, packed blob
SELECT a.person_id, a.packed
FROM attendance a
JOIN listed_person p ON p.bank_id = a.bank_id AND p.person_id = a.person_id
WHERE a.bank_id = $1 AND a.school_year = $2
ORDER BY a.person_id;
