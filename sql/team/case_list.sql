-- Cases of listed people; a filter that is 0 or empty takes everything. `works_id` takes what an
-- employee works with: responsible, member, through a team or, if `leads`, in a unit led.
-- access: read case
-- in: bank_id int64, responsible_id int64, has_unit bool, unit text, person_id int64,
--     closed_too bool, works_id int64, leads bool, day date
-- out: many like case_read
SELECT c.case_id, c.person_id, c.responsible_id, c.unit, c.reason, c.criterion, c.opened_on,
    c.closed, c.closed_on, c.close_reason
FROM team_case c
JOIN listed_person p ON p.bank_id = c.bank_id AND p.person_id = c.person_id
WHERE c.bank_id = $1 AND ($2 = 0 OR c.responsible_id = $2) AND ($3 = 0 OR c.unit = $4)
  AND ($5 = 0 OR c.person_id = $5) AND ($6 <> 0 OR c.closed = 0)
  AND ($7 = 0 OR c.case_id IN (
    SELECT w.case_id FROM staff_case w
    WHERE w.bank_id = $1 AND w.staff_id = $7 AND (w.way <> 3 OR $8 <> 0)
      AND w.from_date <= $9 AND (w.to_date IS NULL OR w.to_date >= $9)))
ORDER BY c.opened_on DESC, c.case_id DESC;
