-- How many drafts somebody has.
-- access: read staff
-- in: bank_id int64, kind int, owner_id int64
-- out: one drafts int64
SELECT count(*) AS drafts FROM web_draft WHERE bank_id = $1 AND kind = $2 AND owner_id = $3;
