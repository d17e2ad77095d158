-- Children who share a guardian with this one.
-- access: read person
-- in: bank_id int64, child_id int64
-- out: many sibling_id int64
SELECT DISTINCT s.child_id AS sibling_id
FROM guardian s
WHERE s.bank_id = $1 AND s.missing = 0 AND s.child_id <> $2 AND s.guardian_id IN (
    SELECT g.guardian_id FROM guardian g WHERE g.bank_id = $1 AND g.child_id = $2 AND g.missing = 0)
ORDER BY s.child_id;
