-- Appends one entry.
-- access: write journal
-- in: bank_id int64, number int64, time time, salt blob, actor_kind int, actor_id text, event text,
--     person_id int64, case_id int64, persons blob?, person_first int64, person_last int64,
--     detail text, leaf_hash blob
-- out: none
INSERT INTO journal_entry (bank_id, number, time, salt, actor_kind, actor_id, event, person_id, case_id,
                           persons, person_first, person_last, detail, leaf_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);
