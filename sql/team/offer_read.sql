-- One offer.
-- access: read case
-- in: bank_id int64, offer_id int64
-- out: one offer_id int64, case_id int64, from_id int64, to_id int64, at time, state int,
--     decided_at time?, sealed blob, answer blob?
SELECT offer_id, case_id, from_id, to_id, at, state, decided_at, sealed, answer FROM case_offer
WHERE bank_id = $1 AND offer_id = $2;
