-- Changes what is known of a person, save for the protection.
-- access: write person
-- in: bank_id int64, person_id int64, source_id text?, civic_index blob?, birth_date date?, sex int, sealed_identity blob, now time
-- out: none
UPDATE person
SET source_id = $3, civic_index = $4, birth_date = $5, sex = $6, sealed_identity = $7, changed_at = $8
WHERE bank_id = $1 AND person_id = $2 AND erased_at IS NULL;
