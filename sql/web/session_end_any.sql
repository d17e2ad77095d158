-- Ends sessions whoever has them: one (session_id), all of somebody, or with zeros every one.
-- access: write staff
-- in: bank_id int64, session_id int64, staff_id int64, person_id int64
-- out: none
DELETE FROM web_session
WHERE bank_id = $1 AND ($2 = 0 OR session_id = $2) AND ($3 = 0 OR staff_id = $3)
  AND ($4 = 0 OR person_id = $4);
