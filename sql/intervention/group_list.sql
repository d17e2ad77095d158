-- Groups that went on in a period.
-- access: read case
-- in: bank_id int64, from_date date, to_date date
-- out: many intervention_id int64, entry_id int64, code int, start_date date, end_date date?,
--     title text, unit text, audience int, occasions int, participants int
SELECT i.intervention_id, g.entry_id, i.code, i.start_date, i.end_date, i.title, i.unit,
    g.audience, g.occasions, g.participants
FROM intervention_group g
JOIN intervention i ON i.bank_id = g.bank_id AND i.intervention_id = g.intervention_id
WHERE g.bank_id = $1 AND i.start_date <= $3 AND (i.end_date IS NULL OR i.end_date >= $2)
ORDER BY i.start_date DESC, i.intervention_id DESC;
