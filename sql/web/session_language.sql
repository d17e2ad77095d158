-- Changes the language of a session.
-- access: write staff
-- in: bank_id int64, token_hash blob, language int
-- out: none
UPDATE web_session SET language = $3 WHERE bank_id = $1 AND token_hash = $2;
