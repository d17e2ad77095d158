-- A meeting that has been held.
-- access: write case
-- in: bank_id int64, case_id int64, meeting int, kind int, identified bool, held int, day date,
--     parties int, at time, staff_id int64, sealed blob
-- out: none
INSERT INTO case_meeting (bank_id, case_id, meeting, kind, identified, held, day, parties, at,
    staff_id, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);
