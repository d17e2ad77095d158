-- A person's consents, newest first.
-- access: read case
-- in: bank_id int64, person_id int64
-- out: many like consent_read
SELECT consent_id, ref, person_id, case_id, peer_id, items, purpose, valid_from, valid_to,
    about_from, custody, maturity, interpreter, recorded_at, recorded_by_kind, recorded_by,
    sealed_notes
FROM consent WHERE bank_id = $1 AND person_id = $2 ORDER BY consent_id DESC;
