-- Stores what one party answered.
-- access: write case
-- in: bank_id int64, consent_id int64, party int, answer int, how int, answered_on date,
--     blocked bool, person_id int64
-- out: none
INSERT INTO consent_reply (bank_id, consent_id, party, answer, how, answered_on, blocked,
    withdrawn, withdrawn_on, withdrawn_at, person_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $8);
