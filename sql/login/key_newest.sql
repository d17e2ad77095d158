-- The key to sign with.
-- access: read staff
-- in: bank_id int64, alg text
-- out: one key_id int64, sealed blob
SELECT key_id, sealed FROM login_key WHERE bank_id = $1 AND alg = $2 ORDER BY key_id DESC LIMIT 1;
