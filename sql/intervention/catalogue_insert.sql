-- Adds an entry.
-- access: write bank
-- in: bank_id int64, entry_id int64, code int, level int, scope int, form int, documentation int,
--     decided_on date?, decision text, need int, age_from int, age_to int, unit text,
--     national_code text, title_sv text, title_en text, child_sv text, child_en text,
--     guardian_sv text, guardian_en text, contact_sv text, contact_en text, published bool,
--     ended bool,
--     changed_at time
-- out: none
INSERT INTO catalogue_entry (bank_id, entry_id, code, level, scope, form, documentation, decided_on, decision, need, age_from,
    age_to, unit, national_code, title_sv, title_en, child_sv, child_en, guardian_sv, guardian_en,
    contact_sv, contact_en, published, ended,
    changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22, $23, $24, $25);
