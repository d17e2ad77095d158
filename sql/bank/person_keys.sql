-- What is needed to unseal for a person.
-- access: read person
-- in: bank_id int64, person_id int64
-- out: one wrapped_key blob?, sealed_identity blob?, effective_protection int
SELECT wrapped_key, sealed_identity, effective_protection FROM person WHERE bank_id = $1 AND person_id = $2;
