-- Keeps what somebody has told.
-- access: write bank
-- in: bank_id int64, feedback_id int64, sent_at time, sealed blob
-- out: none
INSERT INTO feedback (bank_id, feedback_id, sent_at, sealed) VALUES ($1, $2, $3, $4);
