-- What has been journalled of refusals of a kind.
-- access: read letter
-- in: bank_id int64, peer_id int64, reason int
-- out: one window_at time, journaled int
SELECT window_at, journaled FROM letter_refusal
WHERE bank_id = $1 AND peer_id = $2 AND reason = $3;
