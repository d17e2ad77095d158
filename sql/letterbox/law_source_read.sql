-- The text of a rule set that has decided something.
-- access: read letter
-- in: bank_id int64, version text
-- out: one source text, stored_at time
SELECT source, stored_at FROM law_source WHERE bank_id = $1 AND version = $2;
