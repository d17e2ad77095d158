-- One peer.
-- access: read letter
-- in: bank_id int64, peer_id int64
-- out: one peer_id int64, state int, fingerprint blob, kind int, legal_form int, name text,
--     organisation_number text, url text, journal_origin text, sign_public blob, box_public blob,
--     journal_public blob, witness_public blob, added_at time, confirmed_at time, ended_at time,
--     answered_at time
SELECT peer_id, state, fingerprint, kind, legal_form, name, organisation_number, url,
    journal_origin, sign_public, box_public, journal_public, witness_public, added_at,
    confirmed_at, ended_at, answered_at
FROM peer WHERE bank_id = $1 AND peer_id = $2;
