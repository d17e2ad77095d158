-- Stores a draft.
-- access: write staff
-- in: bank_id int64, draft_id int64, kind int, owner_id int64, page_hash blob, person_id int64,
--     sealed blob, saved_time time
-- out: none
INSERT INTO web_draft (bank_id, draft_id, kind, owner_id, page_hash, person_id, sealed, saved_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
