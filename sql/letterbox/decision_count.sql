-- How many decisions there are in all.
-- access: read letter
-- in: bank_id int64
-- out: one decisions int64
SELECT count(*) AS decisions FROM decision WHERE bank_id = $1;
