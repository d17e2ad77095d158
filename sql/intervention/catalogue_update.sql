-- Changes an entry.
-- access: write bank
-- in: bank_id int64, entry_id int64, code int, level int, scope int, form int, documentation int,
--     decided_on date?, decision text, need int, age_from int, age_to int, unit text,
--     national_code text, title_sv text, title_en text, child_sv text, child_en text,
--     guardian_sv text, guardian_en text, contact_sv text, contact_en text, published bool,
--     ended bool,
--     changed_at time
-- out: none
UPDATE catalogue_entry SET code = $3, level = $4, scope = $5, form = $6, documentation = $7,
    decided_on = $8, decision = $9, need = $10, age_from = $11, age_to = $12, unit = $13,
    national_code = $14, title_sv = $15, title_en = $16, child_sv = $17, child_en = $18,
    guardian_sv = $19, guardian_en = $20, contact_sv = $21, contact_en = $22, published = $23,
    ended = $24, changed_at = $25
WHERE bank_id = $1 AND entry_id = $2;
