-- Enrolments of listed pupils that cover a day, by pupil; the one that counts comes first
-- (school before fritidshem, then the latest start).
-- access: read person
-- in: bank_id int64, day date
-- out: many person_id int64, enrolment_id int64, organisation_id int64, organisation_name text,
--      school_unit_code text, form int, grade int?, scale int, start_date date, end_date date?
SELECT e.person_id, e.enrolment_id, e.organisation_id, o.name AS organisation_name,
       o.school_unit_code, e.form, e.grade, e.scale, e.start_date, e.end_date
FROM enrolment e
JOIN listed_person p ON p.bank_id = e.bank_id AND p.person_id = e.person_id
JOIN organisation o ON o.bank_id = e.bank_id AND o.organisation_id = e.organisation_id
WHERE e.bank_id = $1 AND e.missing = 0 AND e.start_date <= $2
    AND (e.end_date IS NULL OR e.end_date >= $2)
ORDER BY e.person_id, e.form IN (2, 3), e.start_date DESC, e.enrolment_id DESC;
