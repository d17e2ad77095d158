-- Puts a letter into the outbox.
-- access: write letter
-- in: bank_id int64, letter_id int64, ref blob, peer_id int64, kind int, person_id int64?,
--     case_id int64?, consent_id int64?, decision_id int64?, sent_at time, purpose int,
--     grounds text, rules text, digest blob, envelope blob, sealed_body blob?
-- out: none
INSERT INTO letter_out (bank_id, letter_id, ref, peer_id, kind, person_id, case_id, consent_id,
    decision_id, sent_at, purpose, grounds, rules, digest, envelope, sealed_body, state, refusal,
    answer, reject_reason, withdrawn, delivered_at, answered_at, attempts, next_attempt_at,
    last_error)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, 0, 0, -1, 0, 0,
    0, 0, $10, '');
