-- The highest number given to a key.
-- access: read staff
-- in: bank_id int64
-- out: one last int64
SELECT coalesce(max(key_id), 0) AS last FROM login_key WHERE bank_id = $1;
