-- What the parties answered.
-- access: read case
-- in: bank_id int64, consent_id int64
-- out: many party int, answer int, how int, answered_on date, blocked bool, withdrawn bool,
--     withdrawn_on date, withdrawn_at time, person_id int64
SELECT party, answer, how, answered_on, blocked, withdrawn, withdrawn_on, withdrawn_at, person_id
FROM consent_reply WHERE bank_id = $1 AND consent_id = $2 ORDER BY party;
