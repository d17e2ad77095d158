-- Adds a pet.
-- access: write bank
-- in: bank_id int64, pet_id int64, owner_id int64
-- out: none
INSERT INTO pet (bank_id, pet_id, owner_id) VALUES ($1, $2, $3);
