-- Adds an opening.
-- access: write staff
-- in: bank_id int64, opening_id int64, kind int, person_id int64, staff_id int64,
--     sealed_reason blob, asked_at time, until_at time
-- out: none
INSERT INTO opening (bank_id, opening_id, kind, person_id, staff_id, sealed_reason, asked_at,
    until_at, approved_by, approved_at, refused_at, reviewed_by, reviewed_at, review)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, 0, 0);
