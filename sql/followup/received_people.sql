-- Listed people about whom interventions (letter kind 2) have been received and not withdrawn.
-- access: read letter
-- in: bank_id int64
-- out: many person_id int64
SELECT DISTINCT r.person_id
FROM received_item r
JOIN letter_in l ON l.bank_id = r.bank_id AND l.letter_id = r.letter_id
JOIN listed_person p ON p.bank_id = r.bank_id AND p.person_id = r.person_id
WHERE r.bank_id = $1 AND r.kind = 2 AND l.withdrawn = 0
ORDER BY r.person_id;
