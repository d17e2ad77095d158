-- Sets what an organisation belongs to; tells whether that is new.
-- access: write bank
-- in: bank_id int64, organisation_id int64, parent_id int64?
-- out: none
UPDATE organisation SET parent_id = $3
WHERE bank_id = $1 AND organisation_id = $2 AND parent_id IS NOT $3;
