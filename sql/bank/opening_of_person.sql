-- Every opening of a person, newest first.
-- access: read staff
-- in: bank_id int64, person_id int64
-- out: many like opening_read
SELECT opening_id, kind, person_id, staff_id, sealed_reason, asked_at, until_at, approved_by,
    approved_at, refused_at, reviewed_by, reviewed_at, review
FROM opening WHERE bank_id = $1 AND person_id = $2
ORDER BY opening_id DESC LIMIT 200;
