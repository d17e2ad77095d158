-- Counts a journalled refusal.
-- access: write letter
-- in: bank_id int64, peer_id int64, reason int, window_at time, journaled int
-- out: none
INSERT INTO letter_refusal (bank_id, peer_id, reason, window_at, journaled) VALUES ($1, $2, $3, $4,
    $5)
ON CONFLICT (bank_id, peer_id, reason) DO UPDATE SET window_at = $4, journaled = $5;
