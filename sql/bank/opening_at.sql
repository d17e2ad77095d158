-- The opening by which an employee may see a person now.
-- access: read staff
-- in: bank_id int64, person_id int64, staff_id int64, now time
-- out: many like opening_read
SELECT opening_id, kind, person_id, staff_id, sealed_reason, asked_at, until_at, approved_by,
    approved_at, refused_at, reviewed_by, reviewed_at, review
FROM opening
WHERE bank_id = $1 AND person_id = $2 AND staff_id = $3 AND until_at > $4
ORDER BY opening_id DESC LIMIT 1;
