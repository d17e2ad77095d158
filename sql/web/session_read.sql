-- Finds a session by the hash of its cookie.
-- access: read staff
-- in: bank_id int64, token_hash blob
-- out: one session_id int64, kind int, staff_id int64, person_id int64, role int, language int,
--     created_time time, seen_time time
SELECT session_id, kind, staff_id, person_id, role, language, created_time, seen_time
FROM web_session WHERE bank_id = $1 AND token_hash = $2;
