-- The first day of the next set of limits after a day; NULL when there is none.
-- access: read attendance
-- in: bank_id int64, measure int, from date
-- out: one valid_from date?
SELECT MIN(valid_from) AS valid_from FROM absence_threshold
WHERE bank_id = $1 AND measure = $2 AND valid_from > $3;
