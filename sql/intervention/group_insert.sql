-- What is known of a group beside its intervention.
-- access: write case
-- in: bank_id int64, intervention_id int64, entry_id int64, audience int, occasions int,
--     participants int, changed_at time
-- out: none
INSERT INTO intervention_group (bank_id, intervention_id, entry_id, audience, occasions,
    participants, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);
