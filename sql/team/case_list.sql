-- Cases of listed people; a filter that is 0 or empty takes everything.
-- access: read case
-- in: bank_id int64, responsible_id int64, has_unit bool, unit text, person_id int64,
--     closed_too bool
-- out: many case_id int64, person_id int64, responsible_id int64, unit text, reason int,
--     criterion int, opened_on date, closed bool, closed_on date, close_reason int
SELECT c.case_id, c.person_id, c.responsible_id, c.unit, c.reason, c.criterion, c.opened_on,
    c.closed, c.closed_on, c.close_reason
FROM team_case c
JOIN listed_person p ON p.bank_id = c.bank_id AND p.person_id = c.person_id
WHERE c.bank_id = $1 AND ($2 = 0 OR c.responsible_id = $2) AND ($3 = 0 OR c.unit = $4)
  AND ($5 = 0 OR c.person_id = $5) AND ($6 <> 0 OR c.closed = 0)
ORDER BY c.opened_on DESC, c.case_id DESC;
