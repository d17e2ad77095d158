-- The highest id given out.
-- access: read person
-- in: bank_id int64
-- out: one last_id int64
SELECT coalesce(max(enrolment_id), 0) AS last_id FROM enrolment WHERE bank_id = $1;
