-- Pupils with an enrolment that is not missing, and whether one covers the day.
-- access: read person
-- in: bank_id int64, day date
-- out: many person_id int64, current bool
SELECT person_id, max(start_date <= $2 AND (end_date IS NULL OR end_date >= $2)) AS current
FROM enrolment WHERE bank_id = $1 AND missing = 0 GROUP BY person_id ORDER BY person_id;
