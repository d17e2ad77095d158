-- One occasion.
-- access: write case
-- in: bank_id int64, intervention_id int64, number int64, on_date date, outcome int,
--     recorded_by int64, recorded_at time
-- out: none
INSERT INTO intervention_occasion (bank_id, intervention_id, number, on_date, outcome, recorded_by,
    recorded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);
