-- A person by the keyed index of the personal number.
-- access: read person
-- in: bank_id int64, civic_index blob
-- out: one like person_read
SELECT person_id, source_id, birth_date, sex, protection, effective_protection, wrapped_key, sealed_identity, erased_at
FROM person WHERE bank_id = $1 AND civic_index = $2;
