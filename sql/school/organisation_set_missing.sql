-- The source does not tell of it any more.
-- access: write bank
-- in: bank_id int64, organisation_id int64
-- out: none
UPDATE organisation SET missing = 1 WHERE bank_id = $1 AND organisation_id = $2 AND missing = 0;
