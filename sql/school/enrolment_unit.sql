-- Pupils with an enrolment at a school unit that covers a day, in no order and perhaps twice; it
-- need not be the one that counts. The join is written so that the school comes first: without it
-- every enrolment of the bank is looked at.
-- access: read person
-- in: bank_id int64, unit text, day date
-- out: many person_id int64
SELECT e.person_id
FROM organisation o
CROSS JOIN enrolment e
WHERE o.bank_id = $1 AND o.school_unit_code = $2
    AND e.bank_id = o.bank_id AND e.organisation_id = o.organisation_id
    AND e.missing = 0 AND e.start_date <= $3 AND (e.end_date IS NULL OR e.end_date >= $3);
