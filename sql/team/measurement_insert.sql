-- Keeps a measurement.
-- access: write case
-- in: bank_id int64, measurement_id int64, person_id int64, case_id int64, instrument_id int64,
--     respondent int, respondent_id int64, moment int, how int, taken_on date, recorded_at time,
--     recorded_by_kind int, recorded_by text, sealed blob
-- out: none
INSERT INTO measurement (bank_id, measurement_id, person_id, case_id, instrument_id, respondent,
    respondent_id, moment, how, taken_on, recorded_at, recorded_by_kind, recorded_by, struck_at,
    sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14);
