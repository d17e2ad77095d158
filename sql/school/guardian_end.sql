-- The last day of a guardian whom an employee has entered.
-- access: write person
-- in: bank_id int64, child_id int64, guardian_id int64, until_date date
-- out: none
UPDATE guardian SET until_date = $4
WHERE bank_id = $1 AND child_id = $2 AND guardian_id = $3 AND source <> 0 AND missing = 0
  AND (until_date IS NULL OR until_date > $4);
