-- Requests that are written or asked of listed people, newest first; 0 in a filter takes all.
-- access: read case
-- in: bank_id int64, person_id int64, case_id int64, made_by int64
-- out: many like request_read
SELECT q.request_id, q.person_id, q.case_id, q.state, q.made_by, q.created_at, q.asked_at,
    q.ended_at, q.consent_id, q.sealed
FROM consent_request q
JOIN listed_person p ON p.bank_id = q.bank_id AND p.person_id = q.person_id
WHERE q.bank_id = $1 AND ($2 = 0 OR q.person_id = $2) AND ($3 = 0 OR q.case_id = $3)
  AND ($4 = 0 OR q.made_by = $4) AND q.state < 2
ORDER BY q.request_id DESC;
