-- What has happened in a case, oldest first.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: many kind int, at time, responsible_id int64, sealed_note blob?
SELECT kind, at, responsible_id, sealed_note
FROM team_case_event WHERE bank_id = $1 AND case_id = $2 ORDER BY number;
