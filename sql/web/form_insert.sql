-- Claims a form; no row changes when it has been sent before.
-- access: write staff
-- in: bank_id int64, token_hash blob, sent_time time
-- out: none
INSERT INTO web_form (bank_id, token_hash, location, sent_time) VALUES ($1, $2, NULL, $3)
ON CONFLICT (bank_id, token_hash) DO NOTHING;
