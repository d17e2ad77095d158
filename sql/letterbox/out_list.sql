-- Letters sent, newest first, of listed people; a filter that is 0 takes everything.
-- access: read letter
-- in: bank_id int64, case_id int64, person_id int64, protocol_too bool, max_rows int64
-- out: many letter_id int64, ref blob, peer_id int64, kind int, person_id int64?, case_id int64?,
--     consent_id int64?, decision_id int64?, state int, refusal int, answer int, reject_reason int,
--     withdrawn bool, sent_at time, delivered_at time, answered_at time, attempts int,
--     next_attempt_at time, last_error text, purpose int, grounds text, rules text
SELECT l.letter_id, l.ref, l.peer_id, l.kind, l.person_id, l.case_id, l.consent_id, l.decision_id,
    l.state, l.refusal, l.answer, l.reject_reason, l.withdrawn, l.sent_at, l.delivered_at,
    l.answered_at, l.attempts, l.next_attempt_at, l.last_error, l.purpose, l.grounds, l.rules
FROM letter_out l
LEFT JOIN listed_person p ON p.bank_id = l.bank_id AND p.person_id = l.person_id
WHERE l.bank_id = $1 AND ($2 = 0 OR l.case_id = $2) AND ($3 = 0 OR l.person_id = $3)
  AND ((l.person_id IS NULL AND $4 <> 0) OR p.person_id IS NOT NULL)
ORDER BY l.letter_id DESC LIMIT $5;
