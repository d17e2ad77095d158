-- Remembers a sign-in that has been begun.
-- access: write staff
-- in: bank_id int64, token_hash blob, begun_id int64, sealed blob, begun_time time
-- out: none
INSERT INTO login_begun (bank_id, token_hash, begun_id, sealed, begun_time)
VALUES ($1, $2, $3, $4, $5);
