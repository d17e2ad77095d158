-- The people of one entry.
-- access: read journal
-- in: bank_id int64, number int64
-- out: one person_id int64, persons blob?
SELECT person_id, persons FROM journal_entry WHERE bank_id = $1 AND number = $2;
