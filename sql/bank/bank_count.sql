-- How many banks the database holds.
-- access: read bank
-- out: one banks int64
SELECT count(*) AS banks FROM bank;
