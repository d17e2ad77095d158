-- A guardian as an employee has found out; again when one had ended. Secrecy that was set stays.
-- access: write person
-- in: bank_id int64, child_id int64, guardian_id int64, custody int, source int, from_date date,
--   until_date date?, entered_by int64
-- out: none
INSERT INTO guardian (bank_id, child_id, guardian_id, relation, custody, blocked, missing, source,
    from_date, until_date, entered_by)
VALUES ($1, $2, $3, 0, $4, 0, 0, $5, $6, $7, $8)
ON CONFLICT (bank_id, child_id, guardian_id) DO UPDATE SET relation = 0, missing = 0,
    custody = excluded.custody, source = excluded.source, from_date = excluded.from_date,
    until_date = excluded.until_date, entered_by = excluded.entered_by;
