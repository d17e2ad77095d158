-- Entries about one person, alone or possibly among many (the set decides), newest first.
-- access: read journal
-- in: bank_id int64, before int64, has_event int, event text, from_time time, until_time time, staff text, case_id int64, person_id int64
-- out: many like entry_list
SELECT number, time, actor_kind, actor_id, event, person_id, case_id, persons, detail
FROM (SELECT * FROM journal_entry
      WHERE bank_id = $1 AND person_id <> 0 AND person_id = $9 AND number < $2
      UNION ALL
      SELECT * FROM journal_entry
      WHERE bank_id = $1 AND person_last <> 0 AND person_first <= $9 AND person_last >= $9
        AND number < $2) AS found
WHERE ($3 = 0 OR event = $4)
  AND time >= $5 AND time < $6
  AND ($7 = '' OR (actor_kind = 2 AND actor_id = $7))
  AND ($8 = 0 OR case_id = $8)
ORDER BY number DESC;
