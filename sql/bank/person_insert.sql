-- Adds a person.
-- access: write person
-- in: bank_id int64, person_id int64, source_id text?, civic_index blob?, birth_date date?, sex int,
--     protection int, wrapped_key blob, sealed_identity blob, now time
-- out: none
INSERT INTO person (bank_id, person_id, source_id, civic_index, birth_date, sex, protection,
                    effective_protection, wrapped_key, sealed_identity, added_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $10);
