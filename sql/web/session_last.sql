-- The highest number given to a session.
-- access: read staff
-- in: bank_id int64
-- out: one last int64
SELECT coalesce(max(session_id), 0) AS last FROM web_session WHERE bank_id = $1;
