-- Agreed plans to be reviewed by a day, in open cases of listed people; the oldest first.
-- access: read case
-- in: bank_id int64, responsible_id int64, has_unit bool, unit text, by_day date
-- out: many case_id int64, person_id int64, kind int, review_on date?
SELECT p.case_id, c.person_id, p.kind, p.review_on
FROM case_plan p
JOIN team_case c ON c.bank_id = p.bank_id AND c.case_id = p.case_id
JOIN listed_person l ON l.bank_id = c.bank_id AND l.person_id = c.person_id
WHERE p.bank_id = $1 AND p.state = 1 AND c.closed = 0 AND p.review_on <= $5
  AND ($2 = 0 OR c.responsible_id = $2) AND ($3 = 0 OR c.unit = $4)
ORDER BY p.review_on, p.case_id;
