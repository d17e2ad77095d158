-- How many people there are, and how many of them are neither erased nor protected.
-- access: read person
-- in: bank_id int64
-- out: one people int64, listed int64
SELECT count(*) AS people,
       coalesce(sum(CASE WHEN effective_protection = 0 THEN 1 ELSE 0 END), 0) AS listed
FROM person WHERE bank_id = $1 AND erased_at IS NULL;
