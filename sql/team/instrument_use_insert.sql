-- A version is offered from a day on.
-- access: write case
-- in: bank_id int64, use_id int64, instrument_id int64, from_date date
-- out: none
INSERT INTO instrument_use (bank_id, use_id, instrument_id, from_date, until_date)
VALUES ($1, $2, $3, $4, NULL);
