-- Adds a person, or leaves the one that is there.
-- access: write person
-- in: bank_id int64, person_id int64, name text, birth_date date?, weight real?, sealed blob,
--     note text?, active bool, changed_at time
-- out: none
INSERT INTO person (bank_id, person_id, name, birth_date, weight, sealed, note, active, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING;
