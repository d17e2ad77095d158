-- Tells that somebody's protection would expose somebody else.
-- access: write person
-- in: bank_id int64, guardian_id int64, child_id int64
-- out: none
INSERT INTO person_exposure (bank_id, guardian_id, child_id) VALUES ($1, $2, $3)
ON CONFLICT (bank_id, guardian_id, child_id) DO NOTHING;
