-- Entries about one case, newest first.
-- access: read journal
-- in: bank_id int64, before int64, has_event int, event text, from_time time, until_time time, staff text, case_id int64, max_rows int64
-- out: many like entry_list
SELECT number, time, actor_kind, actor_id, event, person_id, case_id, persons, detail
FROM journal_entry
WHERE bank_id = $1 AND case_id <> 0 AND case_id = $8 AND number < $2
  AND ($3 = 0 OR event = $4)
  AND time >= $5 AND time < $6
  AND ($7 = '' OR (actor_kind = 2 AND actor_id = $7))
ORDER BY number DESC LIMIT $9;
