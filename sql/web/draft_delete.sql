-- Takes away the draft of somebody for a page.
-- access: write staff
-- in: bank_id int64, kind int, owner_id int64, page_hash blob
-- out: none
DELETE FROM web_draft WHERE bank_id = $1 AND kind = $2 AND owner_id = $3 AND page_hash = $4;
