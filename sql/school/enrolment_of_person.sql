-- A pupil's enrolments, newest first.
-- access: read person
-- in: bank_id int64, person_id int64
-- out: many enrolment_id int64, organisation_id int64, organisation_name text,
--      school_unit_code text, form int, grade int?, scale int, start_date date, end_date date?,
--      missing bool
SELECT e.enrolment_id, e.organisation_id, o.name AS organisation_name, o.school_unit_code, e.form,
       e.grade, e.scale, e.start_date, e.end_date, e.missing
FROM enrolment e
JOIN organisation o ON o.bank_id = e.bank_id AND o.organisation_id = e.organisation_id
WHERE e.bank_id = $1 AND e.person_id = $2 ORDER BY e.start_date DESC, e.enrolment_id DESC;
