-- Makes the row of the bank itself.
-- access: write bank
-- in: bank_id int64, kind int, created_at time, sign_public blob, box_public blob, journal_public blob, witness_public blob
-- out: none
INSERT INTO bank (bank_id, kind, created_at, sign_public, box_public, journal_public, witness_public)
VALUES ($1, $2, $3, $4, $5, $6, $7);
