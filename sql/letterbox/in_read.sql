-- One received letter with its sealed envelope.
-- access: read letter
-- in: bank_id int64, letter_id int64
-- out: one letter_id int64, peer_id int64, ref blob, digest blob, kind int, state int,
--     created_at time, received_at time, decided_at time, purpose int, grounds text, rules text,
--     reject_reason int, withdrawn bool, withdrawn_on date, person_id int64?, envelope blob?
SELECT letter_id, peer_id, ref, digest, kind, state, created_at, received_at, decided_at, purpose,
    grounds, rules, reject_reason, withdrawn, withdrawn_on, person_id, envelope
FROM letter_in WHERE bank_id = $1 AND letter_id = $2;
