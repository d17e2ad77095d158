-- Letters that have waited in the outbox or inbox since before a time.
-- access: read letter
-- in: bank_id int64, before time
-- out: one outbox int64, inbox int64
SELECT (SELECT count(*) FROM letter_out WHERE bank_id = $1 AND state = 0 AND sent_at < $2) AS
    outbox,
    (SELECT count(*) FROM letter_in WHERE bank_id = $1 AND state = 0 AND received_at < $2) AS inbox;
