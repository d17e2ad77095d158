-- A person's measurements that stand.
-- access: read case
-- in: bank_id int64, person_id int64
-- out: many measurement_id int64, case_id int64, instrument_id int64, respondent int,
--     respondent_id int64, moment int, how int, taken_on date, recorded_at time,
--     recorded_by_kind int, recorded_by text, sealed blob
SELECT m.measurement_id, m.case_id, m.instrument_id, m.respondent, m.respondent_id, m.moment,
    m.how, m.taken_on, m.recorded_at, m.recorded_by_kind, m.recorded_by, m.sealed
FROM measurement m
JOIN instrument i ON i.bank_id = m.bank_id AND i.instrument_id = m.instrument_id
WHERE m.bank_id = $1 AND m.person_id = $2 AND m.struck_at = 0
ORDER BY i.code, i.version, m.respondent, m.respondent_id, m.taken_on, m.measurement_id;
