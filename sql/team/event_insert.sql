-- Adds to what has happened in a case.
-- access: write case
-- in: bank_id int64, case_id int64, kind int, at time, responsible_id int64, sealed_note blob?
-- out: none
INSERT INTO team_case_event (bank_id, case_id, number, kind, at, responsible_id, sealed_note)
SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6
FROM team_case_event WHERE bank_id = $1 AND case_id = $2;
