-- Ends sessions of an owner: one (session_id), or all but one.
-- access: write staff
-- in: bank_id int64, kind int, staff_id int64, person_id int64, session_id int64, but int64
-- out: none
DELETE FROM web_session
WHERE bank_id = $1 AND kind = $2 AND staff_id = $3 AND person_id = $4
  AND ($5 = 0 OR session_id = $5) AND session_id <> $6;
