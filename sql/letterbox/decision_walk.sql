-- Every decision about listed people, person by person, to be looked at anew.
-- access: read letter
-- in: bank_id int64
-- out: many decision_id int64, decided_at time, person_id int64, outcome int, sealed blob
SELECT d.decision_id, d.decided_at, d.person_id, d.outcome, d.sealed
FROM decision d
JOIN listed_person p ON p.bank_id = d.bank_id AND p.person_id = d.person_id
WHERE d.bank_id = $1
ORDER BY d.person_id, d.decision_id;
