-- How many open ones of an instrument a respondent has for one day.
-- access: read case
-- in: bank_id int64, person_id int64, instrument_id int64, respondent int, respondent_id int64,
--     due_on date
-- out: one found int64
SELECT count(*) AS found FROM questionnaire
WHERE bank_id = $1 AND person_id = $2 AND instrument_id = $3 AND respondent = $4
  AND respondent_id = $5 AND due_on = $6 AND state = 0;
