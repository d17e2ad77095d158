-- Who is told of as a member of a group, by pupil.
-- access: read person
-- in: bank_id int64, group_id int64
-- out: many person_id int64, from_date date, to_date date?
SELECT person_id, from_date, to_date FROM pupil_group_member
WHERE bank_id = $1 AND group_id = $2 AND ended_at = 0 ORDER BY person_id, from_date;
