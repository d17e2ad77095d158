-- Takes away a sign-in: its answer has come, and counts once.
-- access: write staff
-- in: bank_id int64, token_hash blob
-- out: none
DELETE FROM login_begun WHERE bank_id = $1 AND token_hash = $2;
