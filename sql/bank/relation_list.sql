-- Relations by employee, kind and first day. A filter that is 0 takes everything, as does kind -1;
-- `day` 0 takes every time, else only what holds on that day.
-- access: read staff
-- in: bank_id int64, staff_id int64, kind int, object_id int64, day int64
-- out: many like relation_read
SELECT relation_id, staff_id, kind, unit, object_id, from_date, to_date, ended_at, source_id
FROM staff_relation
WHERE bank_id = $1 AND ($2 = 0 OR staff_id = $2) AND ($3 < 0 OR kind = $3)
  AND ($4 = 0 OR object_id = $4)
  AND ($5 = 0 OR (ended_at = 0 AND from_date <= $5 AND (to_date IS NULL OR to_date >= $5)))
ORDER BY staff_id, kind, from_date, relation_id;
