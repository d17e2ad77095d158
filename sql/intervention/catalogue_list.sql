-- The catalogue; published_only leaves out what is not on the public page.
-- access: read bank
-- in: bank_id int64, published_only bool, ended_too bool
-- out: many entry_id int64, code int, level int, scope int, form int, documentation int,
--     decided_on date?, decision text, need int, age_from int, age_to int, unit text,
--     national_code text, title_sv text, title_en text, child_sv text, child_en text,
--     guardian_sv text, guardian_en text, contact_sv text, contact_en text, published bool,
--     ended bool
SELECT entry_id, code, level, scope, form, documentation, decided_on, decision, need, age_from,
    age_to, unit, national_code, title_sv, title_en, child_sv, child_en, guardian_sv, guardian_en,
    contact_sv, contact_en, published, ended
FROM catalogue_entry WHERE bank_id = $1 AND ($2 = 0 OR published = 1) AND ($3 <> 0 OR ended = 0)
ORDER BY need, age_from, title_sv, entry_id;
