-- Rule sets that have decided something, the latest first, and how many decisions each has made.
-- access: read letter
-- in: bank_id int64
-- out: many version text, stored_at time, decisions int64
SELECT s.version, s.stored_at,
    (SELECT count(*) FROM decision d WHERE d.bank_id = s.bank_id AND d.version = s.version)
        AS decisions
FROM law_source s WHERE s.bank_id = $1
ORDER BY s.stored_at DESC, s.version;
