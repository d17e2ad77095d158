-- The peer with these keys that has not ended.
-- access: read letter
-- in: bank_id int64, fingerprint blob
-- out: one like peer_read
SELECT peer_id, state, fingerprint, kind, legal_form, name, organisation_number, url,
    journal_origin, sign_public, box_public, journal_public, witness_public, added_at,
    confirmed_at, ended_at, answered_at
FROM peer WHERE bank_id = $1 AND fingerprint = $2 AND state <> 2;
