-- Casework in a case: the survey, the plan with its goals, meetings with what was agreed, notes,
-- and hand-overs that wait for an answer. Texts are sealed with the person's key as JSON that also
-- names its row. Enums are numbered as in the headers under src/team; an empty date or time has
-- not happened. Nothing here is changed but a plan's draft and what marks something as done.

CREATE TABLE case_survey (
    bank_id  INTEGER NOT NULL,
    case_id  INTEGER NOT NULL,
    number   INTEGER NOT NULL, -- 1, 2, 3 …; the last one counts
    at       INTEGER NOT NULL,
    staff_id INTEGER NOT NULL, -- 0: not an employee
    sealed   BLOB NOT NULL,
    PRIMARY KEY (bank_id, case_id, number),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id)
) STRICT;

CREATE TABLE case_plan (
    bank_id   INTEGER NOT NULL,
    case_id   INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    state     INTEGER NOT NULL, -- 0 draft, 1 agreed, 2 replaced by a later version
    begun_at  INTEGER NOT NULL,
    begun_by  INTEGER NOT NULL,
    agreed_on INTEGER,
    review_on INTEGER,          -- next review
    parties   INTEGER NOT NULL, -- who agreed: bits 1 << party
    sealed    BLOB NOT NULL,
    PRIMARY KEY (bank_id, case_id, version),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id)
) STRICT;
-- One draft and one agreed version at a time.
CREATE UNIQUE INDEX case_plan_draft ON case_plan (bank_id, case_id) WHERE state = 0;
CREATE UNIQUE INDEX case_plan_agreed ON case_plan (bank_id, case_id) WHERE state = 1;

-- A goal keeps its number through the versions.
CREATE TABLE plan_goal (
    bank_id     INTEGER NOT NULL,
    case_id     INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    goal        INTEGER NOT NULL,
    area        INTEGER NOT NULL,
    responsible INTEGER NOT NULL,
    starts_on   INTEGER NOT NULL,
    ends_on     INTEGER,
    sealed      BLOB NOT NULL,
    PRIMARY KEY (bank_id, case_id, version, goal),
    FOREIGN KEY (bank_id, case_id, version) REFERENCES case_plan (bank_id, case_id, version)
) STRICT;

CREATE TABLE plan_followup (
    bank_id  INTEGER NOT NULL,
    case_id  INTEGER NOT NULL,
    goal     INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    reached  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    sealed   BLOB,
    PRIMARY KEY (bank_id, case_id, goal, number),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id)
) STRICT;

CREATE TABLE case_meeting (
    bank_id    INTEGER NOT NULL,
    case_id    INTEGER NOT NULL,
    meeting    INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    identified INTEGER NOT NULL, -- 0: the child was spoken of without being known to the others
    held       INTEGER NOT NULL, -- how: together, by video, by telephone
    day        INTEGER NOT NULL,
    parties    INTEGER NOT NULL, -- who took part: bits 1 << party
    at         INTEGER NOT NULL,
    staff_id   INTEGER NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (bank_id, case_id, meeting),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id)
) STRICT;

-- What somebody is to do, as agreed at a meeting.
CREATE TABLE case_task (
    bank_id     INTEGER NOT NULL,
    case_id     INTEGER NOT NULL,
    task        INTEGER NOT NULL,
    meeting     INTEGER NOT NULL,
    responsible INTEGER NOT NULL,
    due_on      INTEGER,
    done_on     INTEGER,
    at          INTEGER NOT NULL,
    sealed      BLOB NOT NULL,
    PRIMARY KEY (bank_id, case_id, task),
    FOREIGN KEY (bank_id, case_id, meeting) REFERENCES case_meeting (bank_id, case_id, meeting)
) STRICT;
CREATE INDEX case_task_due ON case_task (bank_id, due_on) WHERE done_on IS NULL;

CREATE TABLE case_note (
    bank_id  INTEGER NOT NULL,
    case_id  INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    sealed   BLOB NOT NULL,
    PRIMARY KEY (bank_id, case_id, number),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id)
) STRICT;

-- A case offered to a colleague, who takes it over or says no.
CREATE TABLE case_offer (
    bank_id    INTEGER NOT NULL,
    offer_id   INTEGER NOT NULL,
    case_id    INTEGER NOT NULL,
    from_id    INTEGER NOT NULL, -- who had the case
    to_id      INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    state      INTEGER NOT NULL, -- 0 waits, 1 taken over, 2 declined, 3 taken back
    decided_at INTEGER,
    sealed     BLOB NOT NULL,    -- the note
    answer     BLOB,             -- why not, sealed
    PRIMARY KEY (bank_id, offer_id),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id),
    FOREIGN KEY (bank_id, to_id) REFERENCES staff (bank_id, staff_id)
) STRICT;
CREATE UNIQUE INDEX case_offer_waiting ON case_offer (bank_id, case_id) WHERE state = 0;
CREATE INDEX case_offer_to ON case_offer (bank_id, to_id, state);
