-- The groups of a pupil on a day of which employees are mentors that day, the relation first that
-- has held longest; `staff_id` 0 takes every employee.
-- access: read person
-- in: bank_id int64, staff_id int64, person_id int64, day date
-- out: many staff_id int64, group_id int64, kind int, unit text, name text, r_from date,
--      r_to date?, m_from date, m_to date?, g_from date, g_to date?
SELECT r.staff_id, g.group_id, g.kind, g.unit, g.name, r.from_date AS r_from, r.to_date AS r_to,
    m.from_date AS m_from, m.to_date AS m_to, g.from_date AS g_from, g.to_date AS g_to
FROM pupil_group_member m
JOIN pupil_group g ON g.bank_id = m.bank_id AND g.group_id = m.group_id
JOIN staff_relation r ON r.bank_id = m.bank_id AND r.kind = 4 AND r.object_id = m.group_id
WHERE m.bank_id = $1 AND m.person_id = $3 AND ($2 = 0 OR r.staff_id = $2)
    AND m.ended_at = 0 AND m.from_date <= $4 AND (m.to_date IS NULL OR m.to_date >= $4)
    AND g.ended_at = 0 AND g.from_date <= $4 AND (g.to_date IS NULL OR g.to_date >= $4)
    AND r.ended_at = 0 AND r.from_date <= $4 AND (r.to_date IS NULL OR r.to_date >= $4)
ORDER BY r.staff_id, r.from_date, g.group_id;
