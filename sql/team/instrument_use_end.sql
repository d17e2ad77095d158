-- No version of a code is offered after a day.
-- access: write case
-- in: bank_id int64, code text, until_date date
-- out: none
UPDATE instrument_use SET until_date = $3
WHERE bank_id = $1 AND until_date IS NULL AND instrument_id IN (
    SELECT i.instrument_id FROM instrument i WHERE i.bank_id = $1 AND i.code = $2);
