-- Pupils of the groups that an employee is mentor of on a day, by pupil, each once.
-- access: read person
-- in: bank_id int64, staff_id int64, day date
-- out: many person_id int64
SELECT DISTINCT m.person_id
FROM staff_relation r
JOIN pupil_group g ON g.bank_id = r.bank_id AND g.group_id = r.object_id
JOIN pupil_group_member m ON m.bank_id = r.bank_id AND m.group_id = r.object_id
JOIN listed_person p ON p.bank_id = m.bank_id AND p.person_id = m.person_id
WHERE r.bank_id = $1 AND r.staff_id = $2 AND r.kind = 4
    AND r.ended_at = 0 AND r.from_date <= $3 AND (r.to_date IS NULL OR r.to_date >= $3)
    AND g.ended_at = 0 AND g.from_date <= $3 AND (g.to_date IS NULL OR g.to_date >= $3)
    AND m.ended_at = 0 AND m.from_date <= $3 AND (m.to_date IS NULL OR m.to_date >= $3)
ORDER BY m.person_id;
