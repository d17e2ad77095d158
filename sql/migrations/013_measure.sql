-- The catalogue of help, more about what is given, group interventions without individuals;
-- instruments, goals, measurements and questionnaires. Enums are numbered as in the headers of
-- src/intervention and src/team.

-- What there is to give. Nothing here is about a person.
CREATE TABLE catalogue_entry (
    bank_id       INTEGER NOT NULL REFERENCES bank (bank_id),
    entry_id      INTEGER NOT NULL,
    code          INTEGER NOT NULL,
    level         INTEGER NOT NULL,
    scope         INTEGER NOT NULL,
    form          INTEGER NOT NULL,
    documentation INTEGER NOT NULL,
    decided_on    INTEGER,          -- documentation 1: day of the board's decision
    decision      TEXT NOT NULL,    -- and its number
    need          INTEGER NOT NULL,
    age_from      INTEGER NOT NULL,
    age_to        INTEGER NOT NULL,
    unit          TEXT NOT NULL,    -- who gives it
    national_code TEXT NOT NULL,    -- such as KSI; '' when there is none
    title_sv      TEXT NOT NULL,
    title_en      TEXT NOT NULL,
    child_sv      TEXT NOT NULL,    -- for a child who wonders
    child_en      TEXT NOT NULL,
    guardian_sv   TEXT NOT NULL,
    guardian_en   TEXT NOT NULL,
    contact_sv    TEXT NOT NULL,    -- how to reach the help
    contact_en    TEXT NOT NULL,
    published     INTEGER NOT NULL, -- 1: on the public page
    ended         INTEGER NOT NULL, -- 1: not given any more
    changed_at    INTEGER NOT NULL,
    PRIMARY KEY (bank_id, entry_id)
) STRICT;

-- What Brygga knows beside the row of `intervention`, for those registered here.
CREATE TABLE intervention_detail (
    bank_id           INTEGER NOT NULL,
    intervention_id   INTEGER NOT NULL,
    case_id           INTEGER NOT NULL,
    entry_id          INTEGER NOT NULL,
    given_by          INTEGER NOT NULL, -- staff; 0 when not an employee of the bank
    planned_occasions INTEGER NOT NULL, -- 0: not planned in number
    pace              INTEGER NOT NULL,
    end_reason        INTEGER NOT NULL, -- 0: goes on
    PRIMARY KEY (bank_id, intervention_id),
    FOREIGN KEY (bank_id, intervention_id) REFERENCES intervention (bank_id, intervention_id),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id),
    FOREIGN KEY (bank_id, entry_id) REFERENCES catalogue_entry (bank_id, entry_id)
) STRICT;
CREATE INDEX intervention_detail_case ON intervention_detail (bank_id, case_id);

CREATE TABLE intervention_occasion (
    bank_id         INTEGER NOT NULL,
    intervention_id INTEGER NOT NULL,
    number          INTEGER NOT NULL, -- 1, 2, 3 …
    on_date         INTEGER NOT NULL,
    outcome         INTEGER NOT NULL,
    recorded_by     INTEGER NOT NULL,
    recorded_at     INTEGER NOT NULL,
    PRIMARY KEY (bank_id, intervention_id, number),
    FOREIGN KEY (bank_id, intervention_id) REFERENCES intervention (bank_id, intervention_id)
) STRICT;

-- A group: its intervention has no person, and takers are a number.
CREATE TABLE intervention_group (
    bank_id         INTEGER NOT NULL,
    intervention_id INTEGER NOT NULL,
    entry_id        INTEGER NOT NULL,
    audience        INTEGER NOT NULL,
    occasions       INTEGER NOT NULL,
    participants    INTEGER NOT NULL,
    changed_at      INTEGER NOT NULL,
    PRIMARY KEY (bank_id, intervention_id),
    FOREIGN KEY (bank_id, intervention_id) REFERENCES intervention (bank_id, intervention_id),
    FOREIGN KEY (bank_id, entry_id) REFERENCES catalogue_entry (bank_id, entry_id)
) STRICT;

-- Instruments as they were read. A version is never changed: answers belong to it.
CREATE TABLE instrument (
    bank_id       INTEGER NOT NULL REFERENCES bank (bank_id),
    instrument_id INTEGER NOT NULL,
    code          TEXT NOT NULL,
    version       INTEGER NOT NULL,
    source        TEXT NOT NULL,    -- the file
    hash          BLOB NOT NULL,    -- SHA-256 of it
    added_at      INTEGER NOT NULL,
    PRIMARY KEY (bank_id, instrument_id)
) STRICT;
CREATE UNIQUE INDEX instrument_version ON instrument (bank_id, code, version);

-- Goals of goal attainment scaling; title and the five levels are sealed.
CREATE TABLE gas_goal (
    bank_id   INTEGER NOT NULL REFERENCES bank (bank_id),
    goal_id   INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    case_id   INTEGER NOT NULL,
    weight    INTEGER NOT NULL,
    set_on    INTEGER NOT NULL,
    ended_on  INTEGER,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (bank_id, goal_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id)
) STRICT;
CREATE INDEX gas_goal_person ON gas_goal (bank_id, person_id);

CREATE TABLE measurement (
    bank_id          INTEGER NOT NULL REFERENCES bank (bank_id),
    measurement_id   INTEGER NOT NULL,
    person_id        INTEGER NOT NULL,
    case_id          INTEGER NOT NULL,
    instrument_id    INTEGER NOT NULL,
    respondent       INTEGER NOT NULL,
    respondent_id    INTEGER NOT NULL, -- the guardian's person row; 0: the pupil, staff, or not known
    moment           INTEGER NOT NULL,
    how              INTEGER NOT NULL,
    taken_on         INTEGER NOT NULL,
    recorded_at      INTEGER NOT NULL,
    recorded_by_kind INTEGER NOT NULL,
    recorded_by      TEXT NOT NULL,
    struck_at        INTEGER NOT NULL, -- 0: it stands
    sealed           BLOB NOT NULL,    -- answers and note
    PRIMARY KEY (bank_id, measurement_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id),
    FOREIGN KEY (bank_id, instrument_id) REFERENCES instrument (bank_id, instrument_id)
) STRICT;
CREATE INDEX measurement_person ON measurement (bank_id, person_id, taken_on);

CREATE TABLE questionnaire (
    bank_id          INTEGER NOT NULL REFERENCES bank (bank_id),
    questionnaire_id INTEGER NOT NULL,
    plan_id          INTEGER NOT NULL, -- the first one of those planned together
    person_id        INTEGER NOT NULL, -- whom it is about
    case_id          INTEGER NOT NULL,
    instrument_id    INTEGER NOT NULL,
    respondent       INTEGER NOT NULL,
    respondent_id    INTEGER NOT NULL, -- the guardian asked; else 0
    moment           INTEGER NOT NULL,
    due_on           INTEGER NOT NULL,
    state            INTEGER NOT NULL,
    reminders        INTEGER NOT NULL,
    reminded_on      INTEGER,
    closed_on        INTEGER,          -- answered, declined or cancelled
    measurement_id   INTEGER NOT NULL, -- 0: not answered
    created_at       INTEGER NOT NULL,
    created_by       INTEGER NOT NULL,
    sealed_draft     BLOB,
    PRIMARY KEY (bank_id, questionnaire_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id),
    FOREIGN KEY (bank_id, instrument_id) REFERENCES instrument (bank_id, instrument_id)
) STRICT;
CREATE INDEX questionnaire_person ON questionnaire (bank_id, person_id, due_on);
CREATE INDEX questionnaire_respondent ON questionnaire (bank_id, respondent_id, state);
CREATE INDEX questionnaire_open ON questionnaire (bank_id, state, due_on);
