-- Consultations, those that wait first, then the newest.
-- access: read letter
-- in: bank_id int64, waiting_only bool, max_rows int
-- out: many consultation_id int64, ref blob, peer_id int64, incoming bool, unit text,
--     asked_by int64, asked_at time, answered_by int64, answered_at time, version text,
--     sealed blob
SELECT consultation_id, ref, peer_id, incoming, unit, asked_by, asked_at, answered_by, answered_at,
    version, sealed
FROM consultation
WHERE bank_id = $1 AND ($2 = 0 OR (incoming = 1 AND answered_at = 0))
ORDER BY answered_at <> 0, asked_at DESC, consultation_id DESC LIMIT $3;
