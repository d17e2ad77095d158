-- Measures after inquiries of listed pupils that are not done, by day: of a unit, or of all for the empty text.
-- access: read attendance
-- in: bank_id int64, unit text
-- out: many inquiry_id int64, person_id int64, role int, due_on date
SELECT m.inquiry_id, i.person_id, m.role, m.due_on
FROM absence_inquiry_measure m
JOIN absence_inquiry i ON i.bank_id = m.bank_id AND i.inquiry_id = m.inquiry_id
JOIN listed_person p ON p.bank_id = i.bank_id AND p.person_id = i.person_id
WHERE m.bank_id = $1 AND m.done_on = 0 AND ($2 = '' OR i.unit = $2)
ORDER BY m.due_on, m.inquiry_id, m.number;
