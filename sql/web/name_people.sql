-- Listed people who are or have been pupils here, by id, with what is needed to open their names.
-- access: read person
-- in: bank_id int64
-- out: many person_id int64, wrapped_key blob?, sealed_identity blob?
SELECT p.person_id, p.wrapped_key, p.sealed_identity
FROM listed_person p
WHERE p.bank_id = $1
    AND EXISTS (SELECT 1 FROM enrolment e WHERE e.bank_id = p.bank_id AND e.person_id = p.person_id)
ORDER BY p.person_id;
