-- Children who share a guardian with this one.
-- access: read person
-- in: bank_id int64, child_id int64
-- out: many sibling_id int64
SELECT DISTINCT s.child_id AS sibling_id
FROM guardian g
JOIN guardian s ON s.bank_id = g.bank_id AND s.guardian_id = g.guardian_id
    AND s.missing = 0 AND s.child_id <> g.child_id
WHERE g.bank_id = $1 AND g.child_id = $2 AND g.missing = 0 ORDER BY s.child_id;
