-- Interventions (insatser) of a social bank. Enums are numbers of the order in
-- bank/intervention_code.h. Only documentation 0 (named) has a person.

CREATE TABLE intervention (
    bank_id         INTEGER NOT NULL REFERENCES bank (bank_id),
    intervention_id INTEGER NOT NULL,
    person_id       INTEGER,          -- NULL: without a person
    code            INTEGER NOT NULL,
    level           INTEGER NOT NULL,
    scope           INTEGER NOT NULL,
    form            INTEGER NOT NULL,
    documentation   INTEGER NOT NULL,
    start_date      INTEGER NOT NULL,
    end_date        INTEGER,          -- last day; NULL while it goes on
    title           TEXT NOT NULL,    -- only without a person; else '' and sealed
    sealed_title    BLOB,
    unit            TEXT NOT NULL,
    from_file       INTEGER NOT NULL, -- 1: an import may change and remove it
    PRIMARY KEY (bank_id, intervention_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    CHECK (person_id IS NULL OR documentation = 0)
) STRICT;
CREATE INDEX intervention_person ON intervention (bank_id, person_id, start_date, code);
CREATE INDEX intervention_period ON intervention (bank_id, start_date);
