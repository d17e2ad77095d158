-- One letter sent, with what it said.
-- access: read letter
-- in: bank_id int64, letter_id int64
-- out: one letter_id int64, ref blob, peer_id int64, kind int, person_id int64?, case_id int64?,
--     consent_id int64?, decision_id int64?, state int, refusal int, answer int, reject_reason int,
--     withdrawn bool, sent_at time, delivered_at time, answered_at time, attempts int,
--     next_attempt_at time, last_error text, purpose int, grounds text, rules text,
--     sealed_body blob?
SELECT letter_id, ref, peer_id, kind, person_id, case_id, consent_id, decision_id, state, refusal,
    answer, reject_reason, withdrawn, sent_at, delivered_at, answered_at, attempts,
    next_attempt_at, last_error, purpose, grounds, rules, sealed_body
FROM letter_out WHERE bank_id = $1 AND letter_id = $2;
