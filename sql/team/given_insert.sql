-- What a case knows of an intervention.
-- access: write case
-- in: bank_id int64, intervention_id int64, case_id int64, entry_id int64, given_by int64,
--     planned_occasions int, pace int
-- out: none
INSERT INTO intervention_detail (bank_id, intervention_id, case_id, entry_id, given_by,
    planned_occasions, pace, end_reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0);
