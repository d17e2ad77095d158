-- One inquiry; parties has the bit 1 << party for everybody who was heard or is told why not.
-- access: read attendance
-- in: bank_id int64, inquiry_id int64
-- out: one inquiry_id int64, person_id int64, unit text, responsible_id int64, opened_on date,
--   due_on date, report_due_on date, first_day date, last_day date, school_days int, offered_minutes int,
--   valid_minutes int, invalid_minutes int, reported_on date, conclusion int, causes_at time,
--   causes_by_id int64, ended_on date, end_reason int,
--   sealed_conclusion blob?, sealed_end blob?, parties int
SELECT i.inquiry_id, i.person_id, i.unit, i.responsible_id, i.opened_on, i.due_on, i.report_due_on, i.first_day, i.last_day,
    i.school_days, i.offered_minutes, i.valid_minutes, i.invalid_minutes, i.reported_on, i.conclusion,
    i.causes_at, i.causes_by_id, i.ended_on, i.end_reason,
    i.sealed_conclusion, i.sealed_end,
    (SELECT coalesce(sum(DISTINCT 1 << h.party), 0) FROM absence_inquiry_hearing h
     WHERE h.bank_id = i.bank_id AND h.inquiry_id = i.inquiry_id) AS parties
FROM absence_inquiry i WHERE i.bank_id = $1 AND i.inquiry_id = $2;
