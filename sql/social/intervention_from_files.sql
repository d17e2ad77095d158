-- Every intervention about a person that an import may remove, by person.
-- access: read case
-- in: bank_id int64
-- out: many intervention_id int64, person_id int64?
SELECT intervention_id, person_id FROM intervention
WHERE bank_id = $1 AND from_file = 1 AND person_id IS NOT NULL ORDER BY person_id;
