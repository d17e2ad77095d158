-- Every version of every instrument, with the latest time that it was offered.
-- access: read case
-- in: bank_id int64
-- out: many instrument_id int64, code text, version int, source text, from_date date?, until_date date?
SELECT i.instrument_id, i.code, i.version, i.source, u.from_date, u.until_date
FROM instrument i
LEFT JOIN instrument_use u ON u.bank_id = i.bank_id AND u.instrument_id = i.instrument_id
    AND u.use_id = (SELECT max(x.use_id) FROM instrument_use x
        WHERE x.bank_id = i.bank_id AND x.instrument_id = i.instrument_id)
WHERE i.bank_id = $1
ORDER BY i.code, i.version;
