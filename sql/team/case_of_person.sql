-- Every case of a person, also of one with protected identity: for the page of an opening.
-- access: read case
-- in: bank_id int64, person_id int64
-- out: many case_id int64
SELECT case_id FROM team_case WHERE bank_id = $1 AND person_id = $2 ORDER BY opened_on DESC, case_id DESC;
