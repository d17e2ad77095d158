-- What has been told, newest first.
-- access: read bank
-- in: bank_id int64
-- out: many feedback_id int64, sent_at time, sealed blob
SELECT feedback_id, sent_at, sealed FROM feedback WHERE bank_id = $1
ORDER BY feedback_id DESC LIMIT 200;
