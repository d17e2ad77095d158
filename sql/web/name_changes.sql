-- How many journal entries from a number on tell that names, protection or pupils have changed.
-- access: read journal
-- in: bank_id int64, number int64
-- out: one changes int64
SELECT count(*) AS changes FROM journal_entry
WHERE bank_id = $1 AND number >= $2
    AND event IN ('import.ss12000', 'person.written', 'person.protected', 'person.erased');
