-- Every personal number's index, for imports; in the order of the rows, which reads fastest.
-- access: read person
-- in: bank_id int64
-- out: many civic_index blob, person_id int64, effective_protection int
SELECT civic_index, person_id, effective_protection FROM person
WHERE bank_id = $1 AND civic_index IS NOT NULL
ORDER BY person_id;
