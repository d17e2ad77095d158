-- Stores what has been assessed of a guardian and a child.
-- access: write case
-- in: bank_id int64, child_id int64, guardian_id int64, decides bool, assessed_by int64,
--     assessed_at time, sealed_why blob
-- out: none
INSERT INTO insight (bank_id, child_id, guardian_id, decides, assessed_by, assessed_at, sealed_why)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (bank_id, child_id, guardian_id) DO UPDATE SET decides = excluded.decides,
    assessed_by = excluded.assessed_by, assessed_at = excluded.assessed_at,
    sealed_why = excluded.sealed_why;
