-- Offers of open cases of listed people to, from or about: waiting ones (while the
-- case is still the offerer's), or also decided ones.
-- access: read case
-- in: bank_id int64, to_id int64, from_id int64, case_id int64, decided_too bool
-- out: many offer_id int64, case_id int64, person_id int64, from_id int64, to_id int64, at time,
--     state int, decided_at time?, sealed blob, answer blob?
SELECT o.offer_id, o.case_id, c.person_id, o.from_id, o.to_id, o.at, o.state, o.decided_at,
    o.sealed, o.answer
FROM case_offer o
JOIN team_case c ON c.bank_id = o.bank_id AND c.case_id = o.case_id
JOIN listed_person l ON l.bank_id = c.bank_id AND l.person_id = c.person_id
WHERE o.bank_id = $1 AND ($2 = 0 OR o.to_id = $2) AND ($3 = 0 OR o.from_id = $3)
  AND ($4 = 0 OR o.case_id = $4) AND c.closed = 0
  AND ($5 <> 0 OR (o.state = 0 AND o.from_id = c.responsible_id))
ORDER BY o.offer_id DESC;
