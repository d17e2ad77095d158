-- Forgets forms that nobody can have open any more.
-- access: write staff
-- in: bank_id int64, sent_before time
-- out: none
DELETE FROM web_form WHERE bank_id = $1 AND sent_time < $2;
