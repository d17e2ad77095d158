-- What has been journalled of refused sign-ins of a kind.
-- access: read staff
-- in: bank_id int64, provider text, fault int
-- out: one window_at time, journaled int
SELECT window_at, journaled FROM login_refusal
WHERE bank_id = $1 AND provider = $2 AND fault = $3;
