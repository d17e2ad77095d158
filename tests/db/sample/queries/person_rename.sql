-- Renames and tells the old row's number.
-- access: write person
-- in: bank_id int64, person_id int64, name text
-- out: one person_id int64
UPDATE person SET name = $3 WHERE bank_id = $1 AND person_id = $2 RETURNING person_id;
