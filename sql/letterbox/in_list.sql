-- Received item letters, newest first, with the sealed envelope while it is there.
-- access: read letter
-- in: bank_id int64, waiting_only bool, max_rows int64
-- out: many letter_id int64, peer_id int64, ref blob, digest blob, kind int, state int,
--     created_at time, received_at time, decided_at time, purpose int, grounds text, rules text,
--     reject_reason int, withdrawn bool, withdrawn_on date, person_id int64?, peer_name text,
--     envelope blob?
SELECT l.letter_id, l.peer_id, l.ref, l.digest, l.kind, l.state, l.created_at, l.received_at,
    l.decided_at, l.purpose, l.grounds, l.rules, l.reject_reason, l.withdrawn, l.withdrawn_on,
    l.person_id, p.name AS peer_name, l.envelope
FROM letter_in l
JOIN peer p ON p.bank_id = l.bank_id AND p.peer_id = l.peer_id
WHERE l.bank_id = $1 AND l.kind <= 4 AND ($2 = 0 OR l.state = 0)
ORDER BY l.letter_id DESC LIMIT $3;
