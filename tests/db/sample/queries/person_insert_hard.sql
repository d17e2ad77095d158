-- Adds a person, or fails.
-- access: write person
-- in: bank_id int64, person_id int64, name text?, active int
-- out: none
INSERT INTO person (bank_id, person_id, name, sealed, active, changed_at)
VALUES ($1, $2, $3, x'', $4, 0);
