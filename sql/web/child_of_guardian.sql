-- The listed children of a guardian on a day, against whom no secrecy is set, who have or have had a
-- case.
-- access: read person
-- in: bank_id int64, guardian_id int64, today date
-- out: many person_id int64, birth_date date?
SELECT p.person_id, p.birth_date
FROM guardian g
JOIN listed_person p ON p.bank_id = g.bank_id AND p.person_id = g.child_id
WHERE g.bank_id = $1 AND g.guardian_id = $2 AND g.blocked = 0 AND g.missing = 0
  AND (g.from_date IS NULL OR g.from_date <= $3) AND (g.until_date IS NULL OR g.until_date >= $3)
  AND EXISTS (SELECT 1 FROM team_case c WHERE c.bank_id = g.bank_id AND c.person_id = g.child_id)
ORDER BY p.person_id;
