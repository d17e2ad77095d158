-- Ends sessions that nobody has used, or that are too old.
-- access: write staff
-- in: bank_id int64, seen_before time, created_before time
-- out: none
DELETE FROM web_session WHERE bank_id = $1 AND (seen_time < $2 OR created_time < $3);
