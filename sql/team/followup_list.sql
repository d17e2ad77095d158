-- The follow-ups of all goals of a case, oldest first.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: many goal int, number int, day date, reached int, at time, staff_id int64, sealed blob?
SELECT goal, number, day, reached, at, staff_id, sealed FROM plan_followup
WHERE bank_id = $1 AND case_id = $2 ORDER BY goal, day, number;
