-- Openings, newest first; `staff_id` 0: everybody's; `unreviewed`: only those that nobody who
-- leads has looked at, and those that wait to be approved.
-- access: read staff
-- in: bank_id int64, staff_id int64, unreviewed bool, most int
-- out: many like opening_read
SELECT opening_id, kind, person_id, staff_id, sealed_reason, asked_at, until_at, approved_by,
    approved_at, refused_at, reviewed_by, reviewed_at, review
FROM opening
WHERE bank_id = $1 AND ($2 = 0 OR staff_id = $2)
  AND ($3 = 0 OR (reviewed_at = 0 AND refused_at = 0))
ORDER BY opening_id DESC LIMIT $4;
