-- A sign-in that waits for its answer.
-- access: read staff
-- in: bank_id int64, token_hash blob
-- out: one begun_id int64, sealed blob, begun_time time
SELECT begun_id, sealed, begun_time FROM login_begun WHERE bank_id = $1 AND token_hash = $2;
