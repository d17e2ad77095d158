-- Works out anew the effective protection of one person and of those whom the person would expose.
-- access: write person
-- in: bank_id int64, person_id int64
-- out: none
UPDATE person
SET effective_protection = (
    SELECT max(level) FROM (
        SELECT person.protection AS level
        UNION ALL
        SELECT g.protection FROM person_exposure AS e
        JOIN person AS g ON g.bank_id = e.bank_id AND g.person_id = e.guardian_id
        WHERE e.bank_id = person.bank_id AND e.child_id = person.person_id) AS levels)
WHERE bank_id = $1
  AND (person_id = $2
       OR person_id IN (SELECT child_id FROM person_exposure WHERE bank_id = $1 AND guardian_id = $2));
