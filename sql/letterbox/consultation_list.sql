-- Consultations, those that wait first, then the newest.
-- access: read letter
-- in: bank_id int64, waiting_only bool, max_rows int
-- out: many like consultation_read
SELECT consultation_id, ref, peer_id, incoming, unit, asked_by, asked_at, answered_by, answered_at,
    version, sealed
FROM consultation
WHERE bank_id = $1 AND ($2 = 0 OR (incoming = 1 AND answered_at = 0))
ORDER BY answered_at <> 0, asked_at DESC, consultation_id DESC LIMIT $3;
