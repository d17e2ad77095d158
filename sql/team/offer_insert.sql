-- A case is offered to a colleague; nothing changes while another offer of it waits.
-- access: write case
-- in: bank_id int64, offer_id int64, case_id int64, from_id int64, to_id int64, at time,
--     sealed blob
-- out: none
INSERT INTO case_offer (bank_id, offer_id, case_id, from_id, to_id, at, state, decided_at, sealed,
    answer)
VALUES ($1, $2, $3, $4, $5, $6, 0, NULL, $7, NULL)
ON CONFLICT DO NOTHING;
