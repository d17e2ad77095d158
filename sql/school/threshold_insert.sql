-- One limit of a set.
-- access: write attendance
-- in: bank_id int64, measure int, valid_from date, valid_to date?, per_mille int, set_at time
-- out: none
INSERT INTO absence_threshold (bank_id, measure, valid_from, valid_to, per_mille, set_at)
VALUES ($1, $2, $3, $4, $5, $6);
