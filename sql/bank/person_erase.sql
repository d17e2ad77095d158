-- Destroys the data key, the blind index and what is known of a person.
-- access: write person
-- in: bank_id int64, person_id int64, now time
-- out: none
UPDATE person
SET source_id = NULL, civic_index = NULL, birth_date = NULL, sex = 0, wrapped_key = NULL,
    sealed_identity = NULL, changed_at = $3, erased_at = $3
WHERE bank_id = $1 AND person_id = $2 AND erased_at IS NULL;
