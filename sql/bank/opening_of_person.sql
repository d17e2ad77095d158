-- Every opening of a person, newest first.
-- access: read staff
-- in: bank_id int64, person_id int64
-- out: many opening_id int64, kind int, person_id int64, staff_id int64, sealed_reason blob,
--      asked_at time, until_at time, approved_by int64, approved_at time, refused_at time,
--      reviewed_by int64, reviewed_at time, review int
SELECT opening_id, kind, person_id, staff_id, sealed_reason, asked_at, until_at, approved_by,
    approved_at, refused_at, reviewed_by, reviewed_at, review
FROM opening WHERE bank_id = $1 AND person_id = $2
ORDER BY opening_id DESC LIMIT 200;
