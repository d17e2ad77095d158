-- Takes an item into the own documentation.
-- access: write letter
-- in: bank_id int64, letter_id int64, person_id int64, kind int, sealed blob
-- out: none
INSERT INTO received_item (bank_id, letter_id, person_id, kind, sealed) VALUES ($1, $2, $3, $4, $5);
