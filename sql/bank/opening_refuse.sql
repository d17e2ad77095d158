-- A second person refuses an opening that waits.
-- access: write staff
-- in: bank_id int64, opening_id int64, refused_by int64, now time
-- out: none
UPDATE opening SET approved_by = $3, refused_at = $4
WHERE bank_id = $1 AND opening_id = $2 AND kind = 1 AND approved_at = 0 AND refused_at = 0
  AND staff_id <> $3;
