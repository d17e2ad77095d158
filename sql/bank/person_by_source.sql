-- A person by the id in the school's system.
-- access: read person
-- in: bank_id int64, source_id text
-- out: one like person_read
SELECT person_id, source_id, birth_date, sex, protection, effective_protection, wrapped_key, sealed_identity, erased_at
FROM person WHERE bank_id = $1 AND source_id = $2;
