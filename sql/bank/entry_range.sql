-- Entries in order, for verification.
-- access: read journal
-- in: bank_id int64, first int64, last int64
-- out: many number int64, time time, salt blob, actor_kind int, actor_id text, event text,
--     person_id int64, case_id int64, persons blob?, person_first int64, person_last int64,
--     detail text, leaf_hash blob
SELECT number, time, salt, actor_kind, actor_id, event, person_id, case_id,
       persons, person_first, person_last, detail, leaf_hash
FROM journal_entry WHERE bank_id = $1 AND number >= $2 AND number <= $3 ORDER BY number;
