-- Listed people who are or were enrolled, with the first and last day of that (2147483647: open).
-- access: read attendance
-- in: bank_id int64
-- out: many person_id int64, first_day date, last_day date
SELECT p.person_id, MIN(e.start_date) AS first_day, MAX(COALESCE(e.end_date, 2147483647)) AS last_day
FROM listed_person p
JOIN enrolment e ON e.bank_id = p.bank_id AND e.person_id = p.person_id
WHERE p.bank_id = $1
GROUP BY p.person_id
ORDER BY p.person_id;
