-- Received items of a person with where they come from, oldest letter first.
-- access: read letter
-- in: bank_id int64, person_id int64
-- out: many letter_id int64, kind int, sealed blob, ref blob, peer_id int64, peer_name text,
--     created_at time, received_at time, decided_at time, grounds text, rules text, withdrawn bool,
--     withdrawn_on date
SELECT r.letter_id, r.kind, r.sealed, l.ref, l.peer_id, p.name AS peer_name, l.created_at,
    l.received_at, l.decided_at, l.grounds, l.rules, l.withdrawn, l.withdrawn_on
FROM received_item r
JOIN letter_in l ON l.bank_id = r.bank_id AND l.letter_id = r.letter_id
JOIN peer p ON p.bank_id = l.bank_id AND p.peer_id = l.peer_id
WHERE r.bank_id = $1 AND r.person_id = $2
ORDER BY l.created_at, r.letter_id;
