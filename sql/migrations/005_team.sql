-- What either side keeps of the shared work: cases and consents; and the peers that consents and
-- letters name. Enums are numbered as in the headers. 0 in a date or time of an event means that
-- it has not happened.

CREATE TABLE peer (
    bank_id             INTEGER NOT NULL REFERENCES bank (bank_id),
    peer_id             INTEGER NOT NULL,
    state               INTEGER NOT NULL, -- 0 added, 1 confirmed, 2 ended
    fingerprint         BLOB NOT NULL,
    kind                INTEGER NOT NULL, -- 0 school, 1 social
    legal_form          INTEGER NOT NULL, -- 0 municipal, 1 independent
    name                TEXT NOT NULL,
    organisation_number TEXT NOT NULL,
    url                 TEXT NOT NULL,
    journal_origin      TEXT NOT NULL,
    sign_public         BLOB NOT NULL,
    box_public          BLOB NOT NULL,
    journal_public      BLOB NOT NULL,
    witness_public      BLOB NOT NULL,
    added_at            INTEGER NOT NULL,
    confirmed_at        INTEGER NOT NULL,
    ended_at            INTEGER NOT NULL,
    answered_at         INTEGER NOT NULL, -- last valid receipt from it
    PRIMARY KEY (bank_id, peer_id)
) STRICT;
-- One peer at a time with the same keys.
CREATE UNIQUE INDEX peer_fingerprint ON peer (bank_id, fingerprint) WHERE state <> 2;

CREATE TABLE team_case (
    bank_id        INTEGER NOT NULL REFERENCES bank (bank_id),
    case_id        INTEGER NOT NULL,
    person_id      INTEGER NOT NULL,
    responsible_id INTEGER NOT NULL,
    unit           TEXT NOT NULL,
    reason         INTEGER NOT NULL,
    criterion      INTEGER NOT NULL,
    opened_on      INTEGER NOT NULL,
    closed         INTEGER NOT NULL,
    closed_on      INTEGER NOT NULL,
    close_reason   INTEGER NOT NULL,
    PRIMARY KEY (bank_id, case_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, responsible_id) REFERENCES staff (bank_id, staff_id)
) STRICT;
CREATE INDEX team_case_person ON team_case (bank_id, person_id);
CREATE INDEX team_case_responsible ON team_case (bank_id, responsible_id, closed);
-- One open case of a person in a unit.
CREATE UNIQUE INDEX team_case_open ON team_case (bank_id, person_id, unit) WHERE closed = 0;

CREATE TABLE team_case_event (
    bank_id        INTEGER NOT NULL,
    case_id        INTEGER NOT NULL,
    number         INTEGER NOT NULL, -- 1, 2, 3 …
    kind           INTEGER NOT NULL,
    at             INTEGER NOT NULL,
    responsible_id INTEGER NOT NULL, -- from then on
    sealed_note    BLOB,
    PRIMARY KEY (bank_id, case_id, number),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id)
) STRICT;

-- A consent is never changed; withdrawing marks the answer of the one who withdraws.
CREATE TABLE consent (
    bank_id          INTEGER NOT NULL REFERENCES bank (bank_id),
    consent_id       INTEGER NOT NULL,
    ref              BLOB NOT NULL,    -- 16 random bytes: its name to the recipient
    person_id        INTEGER NOT NULL,
    case_id          INTEGER,
    peer_id          INTEGER NOT NULL,
    items            INTEGER NOT NULL, -- bits 1 << item
    purpose          INTEGER NOT NULL,
    valid_from       INTEGER NOT NULL,
    valid_to         INTEGER NOT NULL,
    about_from       INTEGER NOT NULL,
    custody          INTEGER NOT NULL,
    maturity         INTEGER NOT NULL,
    interpreter      TEXT NOT NULL,    -- language tag, '' when none
    recorded_at      INTEGER NOT NULL,
    recorded_by_kind INTEGER NOT NULL,
    recorded_by      TEXT NOT NULL,
    sealed_notes     BLOB,             -- JSON with the notes of the answers
    PRIMARY KEY (bank_id, consent_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id),
    FOREIGN KEY (bank_id, peer_id) REFERENCES peer (bank_id, peer_id)
) STRICT;
CREATE INDEX consent_person ON consent (bank_id, person_id, consent_id);

CREATE TABLE consent_reply (
    bank_id      INTEGER NOT NULL,
    consent_id   INTEGER NOT NULL,
    party        INTEGER NOT NULL, -- 0 pupil, 1 and 2 guardians
    answer       INTEGER NOT NULL,
    how          INTEGER NOT NULL,
    answered_on  INTEGER NOT NULL,
    blocked      INTEGER NOT NULL, -- secrecy against this guardian (OSL 12:3 p. 1)
    withdrawn    INTEGER NOT NULL,
    withdrawn_on INTEGER NOT NULL,
    withdrawn_at INTEGER NOT NULL,
    PRIMARY KEY (bank_id, consent_id, party),
    FOREIGN KEY (bank_id, consent_id) REFERENCES consent (bank_id, consent_id)
) STRICT;
