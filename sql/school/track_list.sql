-- The tracks of all listed pupils who are on one, by pupil.
-- access: read attendance
-- in: bank_id int64
-- out: many track_id int64, person_id int64, opened_on date, stair_id int64, step int, since date,
--   due_on date, state int
SELECT t.track_id, t.person_id, t.opened_on, t.stair_id, t.step, t.since, t.due_on, t.state
FROM absence_track t
JOIN listed_person p ON p.bank_id = t.bank_id AND p.person_id = t.person_id
WHERE t.bank_id = $1 AND t.closed = 0 ORDER BY t.person_id;
