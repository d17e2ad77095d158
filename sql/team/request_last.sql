-- The highest number of a request so far.
-- access: read case
-- in: bank_id int64
-- out: one request_id int64
SELECT coalesce(max(request_id), 0) AS request_id FROM consent_request WHERE bank_id = $1;
