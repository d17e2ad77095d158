-- Tells in which compartment a record was made.
-- access: write staff
-- in: bank_id int64, record int, record_id int64, compartment int
-- out: none
INSERT INTO record_compartment (bank_id, record, record_id, compartment) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING;
