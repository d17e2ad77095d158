-- The highest letter number given so far, either way.
-- access: read letter
-- in: bank_id int64
-- out: one letter_id int64
SELECT coalesce(max(letter_id), 0) AS letter_id
FROM (SELECT max(letter_id) AS letter_id FROM letter_out WHERE bank_id = $1
      UNION ALL SELECT max(letter_id) FROM letter_in WHERE bank_id = $1) AS both_ways;
