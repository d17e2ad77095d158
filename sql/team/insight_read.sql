-- What has been assessed of a guardian and a child.
-- access: read case
-- in: bank_id int64, child_id int64, guardian_id int64
-- out: one decides bool, assessed_by int64, assessed_at time, sealed_why blob
SELECT decides, assessed_by, assessed_at, sealed_why
FROM insight WHERE bank_id = $1 AND child_id = $2 AND guardian_id = $3;
