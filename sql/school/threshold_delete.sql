-- Removes the set of limits that begins on a day, to be replaced.
-- access: write attendance
-- in: bank_id int64, measure int, from date
-- out: none
DELETE FROM absence_threshold WHERE bank_id = $1 AND measure = $2 AND valid_from = $3;
