-- Forgets drafts that nobody has gone on with.
-- access: write staff
-- in: bank_id int64, saved_before time
-- out: none
DELETE FROM web_draft WHERE bank_id = $1 AND saved_time < $2;
