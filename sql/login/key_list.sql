-- The keys, newest first.
-- access: read staff
-- in: bank_id int64
-- out: many key_id int64, alg text, public_jwk text
SELECT key_id, alg, public_jwk FROM login_key WHERE bank_id = $1 ORDER BY key_id DESC;
