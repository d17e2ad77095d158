-- Inquiries of listed pupils, the first to be done first: of a unit ('' for all), of a pupil (0 for
-- all), the ended ones too or not.
-- access: read attendance
-- in: bank_id int64, unit text, person_id int64, ended_too bool
-- out: many inquiry_id int64, person_id int64, unit text, responsible_id int64, opened_on date,
--   due_on date, report_due_on date, first_day date, last_day date, school_days int, offered_minutes int,
--   valid_minutes int, invalid_minutes int, reported_on date, conclusion int, causes_at time,
--   causes_by_id int64, ended_on date, end_reason int,
--   parties int
SELECT i.inquiry_id, i.person_id, i.unit, i.responsible_id, i.opened_on, i.due_on, i.report_due_on, i.first_day, i.last_day,
    i.school_days, i.offered_minutes, i.valid_minutes, i.invalid_minutes, i.reported_on, i.conclusion,
    i.causes_at, i.causes_by_id, i.ended_on, i.end_reason,
    (SELECT coalesce(sum(DISTINCT 1 << h.party), 0) FROM absence_inquiry_hearing h
     WHERE h.bank_id = i.bank_id AND h.inquiry_id = i.inquiry_id) AS parties
FROM absence_inquiry i
JOIN listed_person p ON p.bank_id = i.bank_id AND p.person_id = i.person_id
WHERE i.bank_id = $1 AND ($2 = '' OR i.unit = $2) AND ($3 = 0 OR i.person_id = $3)
    AND ($4 = 1 OR i.ended_on = 0)
ORDER BY CASE WHEN i.ended_on = 0 THEN 0 ELSE 1 END, i.due_on, i.inquiry_id;
