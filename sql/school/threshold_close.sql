-- Ends the set of limits that holds on the day before a new one.
-- access: write attendance
-- in: bank_id int64, measure int, from date
-- out: none
UPDATE absence_threshold SET valid_to = $3 - 1
WHERE bank_id = $1 AND measure = $2 AND valid_from < $3 AND (valid_to IS NULL OR valid_to >= $3);
