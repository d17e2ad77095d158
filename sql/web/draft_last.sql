-- The highest number given to a draft.
-- access: read staff
-- in: bank_id int64
-- out: one last int64
SELECT coalesce(max(draft_id), 0) AS last FROM web_draft WHERE bank_id = $1;
