-- Adds a guardian of a child.
-- access: write person
-- in: bank_id int64, child_id int64, guardian_id int64, relation int
-- out: none
INSERT INTO guardian (bank_id, child_id, guardian_id, relation, custody, blocked, missing)
VALUES ($1, $2, $3, $4, 0, 0, 0);
