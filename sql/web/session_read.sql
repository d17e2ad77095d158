-- Finds a session by the hash of its cookie.
-- access: read staff
-- in: bank_id int64, token_hash blob
-- out: one staff_id int64, language int, created_time time, seen_time time
SELECT staff_id, language, created_time, seen_time FROM web_session WHERE bank_id = $1 AND token_hash = $2;
