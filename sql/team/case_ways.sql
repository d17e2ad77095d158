-- The ways in which an employee may work with the cases of a person on a day; the strongest first.
-- case_id 0: all of the person's; person_id 0: whoever's.
-- access: read case
-- in: bank_id int64, staff_id int64, person_id int64, case_id int64, leads bool, closed_too bool,
--     day date
-- out: many case_id int64, way int, from_date date, to_date date?, team_id int64, closed bool
SELECT w.case_id, w.way, w.from_date, w.to_date, w.team_id, c.closed
FROM staff_case w
JOIN team_case c ON c.bank_id = w.bank_id AND c.case_id = w.case_id
WHERE w.bank_id = $1 AND w.staff_id = $2 AND ($3 = 0 OR c.person_id = $3)
  AND ($4 = 0 OR w.case_id = $4) AND (w.way <> 3 OR $5 <> 0) AND (c.closed = 0 OR $6 <> 0)
  AND w.from_date <= $7 AND (w.to_date IS NULL OR w.to_date >= $7)
ORDER BY c.closed, w.way, w.case_id DESC LIMIT 20;
