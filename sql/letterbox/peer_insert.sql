-- Adds a peer; nothing changes when one with the same keys is there.
-- access: write letter
-- in: bank_id int64, peer_id int64, state int, fingerprint blob, kind int, legal_form int,
--     name text, organisation_number text, url text, journal_origin text, sign_public blob,
--     box_public blob, journal_public blob, witness_public blob, added_at time
-- out: none
INSERT INTO peer (bank_id, peer_id, state, fingerprint, kind, legal_form, name,
    organisation_number, url, journal_origin, sign_public, box_public, journal_public,
    witness_public, added_at, confirmed_at, ended_at, answered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, 0, 0)
ON CONFLICT DO NOTHING;
