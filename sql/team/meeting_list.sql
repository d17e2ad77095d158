-- The meetings of a case, newest first.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: many meeting int, kind int, identified bool, held int, day date, parties int, at time,
--     staff_id int64, sealed blob
SELECT meeting, kind, identified, held, day, parties, at, staff_id, sealed FROM case_meeting
WHERE bank_id = $1 AND case_id = $2 ORDER BY day DESC, meeting DESC;
