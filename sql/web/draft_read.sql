-- The draft of somebody for a page.
-- access: read staff
-- in: bank_id int64, kind int, owner_id int64, page_hash blob
-- out: one draft_id int64, person_id int64, sealed blob, saved_time time
SELECT draft_id, person_id, sealed, saved_time FROM web_draft
WHERE bank_id = $1 AND kind = $2 AND owner_id = $3 AND page_hash = $4;
