-- Stores a received letter.
-- access: write letter
-- in: bank_id int64, letter_id int64, peer_id int64, ref blob, digest blob, kind int, state int,
--     created_at time, received_at time, decided_at time, purpose int, grounds text, rules text,
--     withdrawn bool, withdrawn_on date, receipt blob, envelope blob?
-- out: none
INSERT INTO letter_in (bank_id, letter_id, peer_id, ref, digest, kind, state, created_at,
    received_at, decided_at, purpose, grounds, rules, withdrawn, withdrawn_on, receipt, envelope,
    reject_reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, -1);
