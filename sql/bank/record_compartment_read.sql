-- In which compartment a record was made.
-- access: read staff
-- in: bank_id int64, record int, record_id int64
-- out: one compartment int
SELECT compartment FROM record_compartment WHERE bank_id = $1 AND record = $2 AND record_id = $3;
