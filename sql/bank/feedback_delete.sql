-- Takes away what has been answered.
-- access: write bank
-- in: bank_id int64, feedback_id int64
-- out: none
DELETE FROM feedback WHERE bank_id = $1 AND feedback_id = $2;
