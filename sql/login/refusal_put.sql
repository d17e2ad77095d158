-- Counts a refused sign-in that has been journalled.
-- access: write staff
-- in: bank_id int64, provider text, fault int, window_at time, journaled int
-- out: none
INSERT INTO login_refusal (bank_id, provider, fault, window_at, journaled)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (bank_id, provider, fault) DO UPDATE SET window_at = $4, journaled = $5;
