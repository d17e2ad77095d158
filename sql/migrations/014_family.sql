-- What pupils and guardians do themselves: who gave an answer, consents that are being asked for,
-- what a guardian may see of a child, and consultations without identity.

-- Who answered; 0 when it is not told (the pupil's own answer needs none).
ALTER TABLE consent_reply ADD COLUMN person_id INTEGER NOT NULL DEFAULT 0;

-- A consent from the first question to the last answer. When everybody asked has answered, or
-- somebody has said no, it becomes a consent and what was written here is sealed there.
CREATE TABLE consent_request (
    bank_id    INTEGER NOT NULL REFERENCES bank (bank_id),
    request_id INTEGER NOT NULL,
    person_id  INTEGER NOT NULL,
    case_id    INTEGER NOT NULL,
    state      INTEGER NOT NULL, -- 0 being written, 1 asked, 2 answered, 3 cancelled
    made_by    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    asked_at   INTEGER NOT NULL, -- 0: not yet
    ended_at   INTEGER NOT NULL, -- 0: not yet
    consent_id INTEGER,          -- what became of it
    sealed     BLOB NOT NULL,    -- JSON: what is asked, of whom, and the answers so far
    PRIMARY KEY (bank_id, request_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id),
    FOREIGN KEY (bank_id, made_by) REFERENCES staff (bank_id, staff_id),
    FOREIGN KEY (bank_id, consent_id) REFERENCES consent (bank_id, consent_id)
) STRICT;
CREATE INDEX consent_request_person ON consent_request (bank_id, person_id, state);
CREATE INDEX consent_request_made_by ON consent_request (bank_id, made_by, state);

-- An employee's assessment of whether a guardian decides in the child's affairs here, which the
-- law asks for before the guardian is shown anything (OSL 12:3). Without a row: no.
CREATE TABLE insight (
    bank_id     INTEGER NOT NULL REFERENCES bank (bank_id),
    child_id    INTEGER NOT NULL,
    guardian_id INTEGER NOT NULL,
    decides     INTEGER NOT NULL, -- 1: the guardian decides; 0: assessed, and no
    assessed_by INTEGER NOT NULL,
    assessed_at INTEGER NOT NULL,
    sealed_why  BLOB NOT NULL,    -- with the child's key
    PRIMARY KEY (bank_id, child_id, guardian_id),
    FOREIGN KEY (bank_id, child_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, guardian_id) REFERENCES person (bank_id, person_id)
) STRICT;
CREATE INDEX insight_guardian ON insight (bank_id, guardian_id);

-- Advice asked for and given about a child whom the other side cannot recognise.
CREATE TABLE consultation (
    bank_id         INTEGER NOT NULL REFERENCES bank (bank_id),
    consultation_id INTEGER NOT NULL,
    ref             BLOB NOT NULL,    -- 16 random bytes: its name on both sides
    peer_id         INTEGER NOT NULL,
    incoming        INTEGER NOT NULL, -- 1: the other side asks
    unit            TEXT NOT NULL,    -- of the one who asked; '' when incoming
    asked_by        INTEGER NOT NULL, -- employee; 0 when incoming
    asked_at        INTEGER NOT NULL,
    answered_by     INTEGER NOT NULL, -- employee here who answered; 0
    answered_at     INTEGER NOT NULL, -- 0: waits
    version         TEXT NOT NULL,    -- of the rules that let the own letter leave; '' for none
    sealed          BLOB NOT NULL,    -- JSON: question, answer, what was assessed
    PRIMARY KEY (bank_id, consultation_id),
    FOREIGN KEY (bank_id, peer_id) REFERENCES peer (bank_id, peer_id)
) STRICT;
CREATE UNIQUE INDEX consultation_ref ON consultation (bank_id, peer_id, ref, incoming);
CREATE INDEX consultation_waiting ON consultation (bank_id, answered_at, consultation_id);
