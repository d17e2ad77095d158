-- What cases know of a person's interventions, and their occasions by outcome.
-- access: read case
-- in: bank_id int64, person_id int64
-- out: many intervention_id int64, case_id int64, entry_id int64, given_by int64,
--     planned_occasions int, pace int, end_reason int, held int64, missed int64, cancelled int64
SELECT d.intervention_id, d.case_id, d.entry_id, d.given_by, d.planned_occasions, d.pace,
    d.end_reason,
    (SELECT count(*) FROM intervention_occasion o WHERE o.bank_id = d.bank_id
       AND o.intervention_id = d.intervention_id AND o.outcome = 0) AS held,
    (SELECT count(*) FROM intervention_occasion o WHERE o.bank_id = d.bank_id
       AND o.intervention_id = d.intervention_id AND o.outcome = 1) AS missed,
    (SELECT count(*) FROM intervention_occasion o WHERE o.bank_id = d.bank_id
       AND o.intervention_id = d.intervention_id AND o.outcome = 2) AS cancelled
FROM intervention_detail d
JOIN intervention i ON i.bank_id = d.bank_id AND i.intervention_id = d.intervention_id
WHERE d.bank_id = $1 AND i.person_id = $2;
