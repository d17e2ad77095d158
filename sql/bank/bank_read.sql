-- The bank that this database belongs to.
-- access: read bank
-- in: bank_id int64
-- out: one kind int, created_at time, sign_public blob, box_public blob, journal_public blob, witness_public blob
SELECT kind, created_at, sign_public, box_public, journal_public, witness_public
FROM bank WHERE bank_id = $1;
