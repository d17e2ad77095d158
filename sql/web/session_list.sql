-- Sessions that go on: an owner's, all of a kind, or (kind 0) all.
-- access: read staff
-- in: bank_id int64, kind int, owner bool, staff_id int64, person_id int64, seen_after time,
--     created_after time
-- out: many session_id int64, kind int, staff_id int64, person_id int64, device text,
--      created_time time, seen_time time
SELECT session_id, kind, staff_id, person_id, device, created_time, seen_time FROM web_session
WHERE bank_id = $1 AND ($2 = 0 OR kind = $2) AND ($3 = 0 OR (staff_id = $4 AND person_id = $5))
  AND seen_time >= $6 AND created_time >= $7
ORDER BY seen_time DESC, session_id DESC;
