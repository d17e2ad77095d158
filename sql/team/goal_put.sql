-- A goal of a draft, new or changed.
-- access: write case
-- in: bank_id int64, case_id int64, version int, goal int, area int, responsible int,
--     starts_on date, ends_on date?, sealed blob
-- out: none
INSERT INTO plan_goal (bank_id, case_id, version, goal, area, responsible, starts_on, ends_on,
    sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (bank_id, case_id, version, goal) DO UPDATE SET area = excluded.area,
    responsible = excluded.responsible, starts_on = excluded.starts_on,
    ends_on = excluded.ends_on, sealed = excluded.sealed;
