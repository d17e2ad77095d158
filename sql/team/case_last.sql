-- The highest case number given so far.
-- access: read case
-- in: bank_id int64
-- out: one case_id int64
SELECT coalesce(max(case_id), 0) AS case_id FROM team_case WHERE bank_id = $1;
