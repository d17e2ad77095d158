-- Stores a key.
-- access: write staff
-- in: bank_id int64, key_id int64, alg text, public_jwk text, sealed blob, created_time time
-- out: none
INSERT INTO login_key (bank_id, key_id, alg, public_jwk, sealed, created_time)
VALUES ($1, $2, $3, $4, $5, $6);
