-- Keeps the text of a rule set, once.
-- access: write letter
-- in: bank_id int64, version text, source text, now time
-- out: none
INSERT INTO law_source (bank_id, version, source, stored_at) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING;
