-- The newest staircase; 0 when there is none.
-- access: read attendance
-- in: bank_id int64
-- out: one stair_id int64
SELECT coalesce(max(stair_id), 0) AS stair_id FROM absence_stair WHERE bank_id = $1;
