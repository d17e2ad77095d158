-- Corrects a person's intervention.
-- access: write case
-- in: bank_id int64, intervention_id int64, level int, scope int, form int, end_date date?,
--     sealed_title blob?, unit text
-- out: none
UPDATE intervention SET level = $3, scope = $4, form = $5, end_date = $6, sealed_title = $7,
    unit = $8
WHERE bank_id = $1 AND intervention_id = $2;
