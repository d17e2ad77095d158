-- Listed people with attendance from a school year on: who can be in a group follow-up.
-- access: read person
-- in: bank_id int64, school_year int
-- out: many person_id int64, birth_date date?, sex int
SELECT p.person_id, p.birth_date, p.sex
FROM listed_person p
WHERE p.bank_id = $1 AND EXISTS (
    SELECT 1 FROM attendance a
    WHERE a.bank_id = $1 AND a.person_id = p.person_id AND a.school_year >= $2)
ORDER BY p.person_id;
