-- Letters that rest on a consent and have not been told of: may the recipient have them?
-- access: read letter
-- in: bank_id int64, consent_id int64
-- out: many letter_id int64, ref blob, peer_id int64, attempts int, state int
SELECT letter_id, ref, peer_id, attempts, state
FROM letter_out WHERE bank_id = $1 AND consent_id = $2 AND withdrawn = 0 AND state <> 2 ORDER BY
    letter_id;
