-- One consultation.
-- access: read letter
-- in: bank_id int64, consultation_id int64
-- out: one consultation_id int64, ref blob, peer_id int64, incoming bool, unit text,
--     asked_by int64, asked_at time, answered_by int64, answered_at time, version text,
--     sealed blob
SELECT consultation_id, ref, peer_id, incoming, unit, asked_by, asked_at, answered_by, answered_at,
    version, sealed
FROM consultation WHERE bank_id = $1 AND consultation_id = $2;
