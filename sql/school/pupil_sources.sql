-- The SS 12000 ids of listed people with an enrolment, for attendance.
-- access: read person
-- in: bank_id int64
-- out: many person_id int64, source_id text
SELECT p.person_id, p.source_id
FROM listed_person p
WHERE p.bank_id = $1 AND p.source_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM enrolment e
                WHERE e.bank_id = p.bank_id AND e.person_id = p.person_id AND e.missing = 0)
ORDER BY p.person_id;
