-- Listed pupils enrolled on a day, by pupil, with their packed school year if there is one. The
-- enrolment that counts comes first, as in enrolment_at.sql.
-- access: read attendance
-- in: bank_id int64, day date, school_year int
-- out: many person_id int64, organisation_id int64, grade int?, packed blob?
SELECT e.person_id, e.organisation_id, e.grade, a.packed
FROM enrolment e
JOIN listed_person p ON p.bank_id = e.bank_id AND p.person_id = e.person_id
LEFT JOIN attendance a
    ON a.bank_id = e.bank_id AND a.school_year = $3 AND a.person_id = e.person_id
WHERE e.bank_id = $1 AND e.missing = 0 AND e.start_date <= $2
    AND (e.end_date IS NULL OR e.end_date >= $2)
ORDER BY e.person_id, e.form IN (2, 3), e.start_date DESC, e.enrolment_id DESC;
