-- Counts a reminder.
-- access: write case
-- in: bank_id int64, questionnaire_id int64, reminded_on date
-- out: none
UPDATE questionnaire SET reminders = reminders + 1, reminded_on = $3
WHERE bank_id = $1 AND questionnaire_id = $2 AND state = 0;
