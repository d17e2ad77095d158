-- The highest number of an offer given so far.
-- access: read case
-- in: bank_id int64
-- out: one offer_id int64
SELECT coalesce(max(offer_id), 0) AS offer_id FROM case_offer WHERE bank_id = $1;
