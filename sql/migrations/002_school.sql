-- The school register: organisations, enrolments, guardians. Enums are numbers of the order in
-- school/register.h. Dates are days since 1970-01-01; end dates are the last day, NULL is open.
-- `missing` is 1 when the latest import did not tell of the row any more.

CREATE TABLE organisation (
    bank_id             INTEGER NOT NULL REFERENCES bank (bank_id),
    organisation_id     INTEGER NOT NULL,
    source_id           TEXT NOT NULL,    -- SS 12000 id
    parent_id           INTEGER,
    kind                INTEGER NOT NULL,
    name                TEXT NOT NULL,
    school_unit_code    TEXT NOT NULL,    -- '' when it has none
    organisation_number TEXT NOT NULL,
    municipality_code   TEXT NOT NULL,
    start_date          INTEGER,
    end_date            INTEGER,
    missing             INTEGER NOT NULL,
    PRIMARY KEY (bank_id, organisation_id),
    FOREIGN KEY (bank_id, parent_id) REFERENCES organisation (bank_id, organisation_id)
) STRICT;
CREATE UNIQUE INDEX organisation_source ON organisation (bank_id, source_id);

CREATE TABLE enrolment (
    bank_id         INTEGER NOT NULL,
    enrolment_id    INTEGER NOT NULL,
    person_id       INTEGER NOT NULL,
    organisation_id INTEGER NOT NULL,
    form            INTEGER NOT NULL,
    grade           INTEGER,          -- årskurs 0–10
    scale           INTEGER NOT NULL,
    start_date      INTEGER NOT NULL,
    end_date        INTEGER,
    missing         INTEGER NOT NULL,
    PRIMARY KEY (bank_id, enrolment_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, organisation_id) REFERENCES organisation (bank_id, organisation_id)
) STRICT;
CREATE UNIQUE INDEX enrolment_person ON enrolment (bank_id, person_id, organisation_id, form, start_date);
CREATE INDEX enrolment_organisation ON enrolment (bank_id, organisation_id, person_id);

-- custody and blocked are set in Brygga and outlive an import.
CREATE TABLE guardian (
    bank_id     INTEGER NOT NULL,
    child_id    INTEGER NOT NULL,
    guardian_id INTEGER NOT NULL,
    relation    INTEGER NOT NULL,
    custody     INTEGER NOT NULL, -- 0 unknown, 1 sole, 2 joint
    blocked     INTEGER NOT NULL, -- 1: secrecy against the guardian (OSL 12:3)
    missing     INTEGER NOT NULL,
    PRIMARY KEY (bank_id, child_id, guardian_id),
    FOREIGN KEY (bank_id, child_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, guardian_id) REFERENCES person (bank_id, person_id)
) STRICT;
CREATE INDEX guardian_person ON guardian (bank_id, guardian_id, child_id);
