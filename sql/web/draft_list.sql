-- The drafts of somebody, newest first.
-- access: read staff
-- in: bank_id int64, kind int, owner_id int64
-- out: many like draft_read
SELECT draft_id, person_id, sealed, saved_time FROM web_draft
WHERE bank_id = $1 AND kind = $2 AND owner_id = $3 ORDER BY saved_time DESC, draft_id DESC;
