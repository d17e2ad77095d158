-- Forgets sign-ins whose answer comes too late.
-- access: write staff
-- in: bank_id int64, begun_before time
-- out: none
DELETE FROM login_begun WHERE bank_id = $1 AND begun_time < $2;
