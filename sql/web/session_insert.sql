-- Stores a new session.
-- access: write staff
-- in: bank_id int64, token_hash blob, staff_id int64, language int, created_time time
-- out: none
INSERT INTO web_session (bank_id, token_hash, staff_id, language, created_time, seen_time)
VALUES ($1, $2, $3, $4, $5, $5);
