-- Its last day.
-- access: write case
-- in: bank_id int64, intervention_id int64, end_date date
-- out: none
UPDATE intervention SET end_date = $3 WHERE bank_id = $1 AND intervention_id = $2;
