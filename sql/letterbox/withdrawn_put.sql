-- Remembers that a peer has withdrawn a letter, come or not.
-- access: write letter
-- in: bank_id int64, peer_id int64, ref blob, withdrawn_on date
-- out: none
INSERT INTO letter_in_withdrawn (bank_id, peer_id, ref, withdrawn_on) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING;
