-- Somebody who leads, and is not who opened, has looked at it afterwards.
-- access: write staff
-- in: bank_id int64, opening_id int64, reviewed_by int64, now time, review int
-- out: none
UPDATE opening SET reviewed_by = $3, reviewed_at = $4, review = $5
WHERE bank_id = $1 AND opening_id = $2 AND reviewed_at = 0 AND until_at <> 0 AND staff_id <> $3;
