-- Pupils with an enrolment at a school unit that covers a day, by id, each once; it need not be the
-- one that counts.
-- access: read person
-- in: bank_id int64, unit text, day date
-- out: many person_id int64
SELECT DISTINCT e.person_id
FROM organisation o
JOIN enrolment e ON e.bank_id = o.bank_id AND e.organisation_id = o.organisation_id
WHERE o.bank_id = $1 AND o.school_unit_code = $2 AND e.missing = 0 AND e.start_date <= $3
    AND (e.end_date IS NULL OR e.end_date >= $3)
ORDER BY e.person_id;
