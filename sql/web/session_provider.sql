-- What a session was begun with.
-- access: read staff
-- in: bank_id int64, token_hash blob
-- out: one provider text, sealed_id_token blob?
SELECT provider, sealed_id_token FROM web_session WHERE bank_id = $1 AND token_hash = $2;
