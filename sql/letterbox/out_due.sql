-- What is due in the outbox, oldest first; nothing to ended peers or about protected people.
-- access: read letter
-- in: bank_id int64, now time, everything bool, after int64, max_rows int64
-- out: many letter_id int64, peer_id int64, person_id int64?, ref blob, attempts int, digest blob,
--     envelope blob
SELECT l.letter_id, l.peer_id, l.person_id, l.ref, l.attempts, l.digest, l.envelope
FROM letter_out l
JOIN peer p ON p.bank_id = l.bank_id AND p.peer_id = l.peer_id AND p.state = 1
LEFT JOIN listed_person x ON x.bank_id = l.bank_id AND x.person_id = l.person_id
WHERE l.bank_id = $1 AND l.state = 0 AND (l.person_id IS NULL OR x.person_id IS NOT NULL)
  AND (l.next_attempt_at <= $2 OR $3 <> 0) AND l.letter_id > $4
  AND l.envelope IS NOT NULL
ORDER BY l.letter_id LIMIT $5;
