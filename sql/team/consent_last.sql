-- The highest consent number given so far.
-- access: read case
-- in: bank_id int64
-- out: one consent_id int64
SELECT coalesce(max(consent_id), 0) AS consent_id FROM consent WHERE bank_id = $1;
