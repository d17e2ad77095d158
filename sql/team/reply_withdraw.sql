-- Marks a yes as withdrawn, once.
-- access: write case
-- in: bank_id int64, consent_id int64, party int, withdrawn_on date, withdrawn_at time
-- out: none
UPDATE consent_reply SET withdrawn = 1, withdrawn_on = $4, withdrawn_at = $5
WHERE bank_id = $1 AND consent_id = $2 AND party = $3 AND answer = 1 AND withdrawn = 0;
