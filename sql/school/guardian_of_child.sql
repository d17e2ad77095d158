-- A child's guardians, those that the source does not tell of any more included.
-- access: read person
-- in: bank_id int64, child_id int64
-- out: many guardian_id int64, relation int, custody int, blocked bool, missing bool, source int,
--   from_date date?, until_date date?, entered_by int64
SELECT guardian_id, relation, custody, blocked, missing, source, from_date, until_date, entered_by
FROM guardian WHERE bank_id = $1 AND child_id = $2 ORDER BY guardian_id;
