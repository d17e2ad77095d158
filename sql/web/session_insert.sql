-- Stores a new session.
-- access: write staff
-- in: bank_id int64, token_hash blob, session_id int64, kind int, staff_id int64,
--     person_id int64, role int, language int, device text, provider text,
--     sealed_id_token blob?, created_time time
-- out: none
INSERT INTO web_session (bank_id, token_hash, session_id, kind, staff_id, person_id, role,
    language, device, provider, sealed_id_token, created_time, seen_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12);
