-- All peers, ended ones last.
-- access: read letter
-- in: bank_id int64
-- out: many like peer_read
SELECT peer_id, state, fingerprint, kind, legal_form, name, organisation_number, url,
    journal_origin, sign_public, box_public, journal_public, witness_public, added_at,
    confirmed_at, ended_at, answered_at
FROM peer WHERE bank_id = $1 ORDER BY state = 2, name, peer_id;
