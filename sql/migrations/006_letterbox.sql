-- Letters that go out and come in, decisions, and received items. Outgoing and incoming letters
-- share one row of numbers. Times are 0 when something has not happened.

-- The text of every rule set that has decided something, so that old decisions stay explainable.
CREATE TABLE law_source (
    bank_id   INTEGER NOT NULL REFERENCES bank (bank_id),
    version   TEXT NOT NULL,
    source    TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (bank_id, version)
) STRICT;

CREATE TABLE decision (
    bank_id       INTEGER NOT NULL REFERENCES bank (bank_id),
    decision_id   INTEGER NOT NULL,
    decided_at    INTEGER NOT NULL,
    question_date INTEGER NOT NULL,
    person_id     INTEGER NOT NULL,
    case_id       INTEGER NOT NULL,
    peer_id       INTEGER NOT NULL,
    consent_id    INTEGER,
    kind          INTEGER NOT NULL, -- of letter
    outcome       INTEGER NOT NULL, -- 0 deny, 1 may, 2 allow, 3 duty
    version       TEXT NOT NULL,
    sealed        BLOB NOT NULL,    -- JSON: facts, decision, assessments as written
    PRIMARY KEY (bank_id, decision_id),
    FOREIGN KEY (bank_id, version) REFERENCES law_source (bank_id, version),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id),
    FOREIGN KEY (bank_id, peer_id) REFERENCES peer (bank_id, peer_id)
) STRICT;

CREATE TABLE letter_out (
    bank_id         INTEGER NOT NULL REFERENCES bank (bank_id),
    letter_id       INTEGER NOT NULL,
    ref             BLOB NOT NULL,    -- 16 random bytes
    peer_id         INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    person_id       INTEGER,          -- NULL for answers and withdrawals, and so on
    case_id         INTEGER,
    consent_id      INTEGER,          -- whose answers were among the facts
    decision_id     INTEGER,
    state           INTEGER NOT NULL, -- 0 queued, 1 delivered, 2 refused, 3 cancelled
    refusal         INTEGER NOT NULL, -- receipt status when refused
    answer          INTEGER NOT NULL, -- 0 none, 1 accepted, 2 rejected
    reject_reason   INTEGER NOT NULL, -- -1 none
    withdrawn       INTEGER NOT NULL,
    sent_at         INTEGER NOT NULL,
    delivered_at    INTEGER NOT NULL,
    answered_at     INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_error      TEXT NOT NULL,
    purpose         INTEGER NOT NULL,
    grounds         TEXT NOT NULL,
    rules           TEXT NOT NULL,
    digest          BLOB NOT NULL,    -- SHA-256 of the envelope
    envelope        BLOB,             -- until it is delivered, refused or cancelled
    sealed_body     BLOB,             -- what it said, sealed with the person's key
    PRIMARY KEY (bank_id, letter_id),
    FOREIGN KEY (bank_id, peer_id) REFERENCES peer (bank_id, peer_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id),
    FOREIGN KEY (bank_id, consent_id) REFERENCES consent (bank_id, consent_id),
    FOREIGN KEY (bank_id, decision_id) REFERENCES decision (bank_id, decision_id)
) STRICT;
CREATE UNIQUE INDEX letter_out_ref ON letter_out (bank_id, ref);
CREATE INDEX letter_out_due ON letter_out (bank_id, next_attempt_at) WHERE state = 0;
CREATE INDEX letter_out_case ON letter_out (bank_id, case_id);
CREATE INDEX letter_out_person ON letter_out (bank_id, person_id);
CREATE INDEX letter_out_consent ON letter_out (bank_id, consent_id);

CREATE TABLE letter_in (
    bank_id       INTEGER NOT NULL REFERENCES bank (bank_id),
    letter_id     INTEGER NOT NULL,
    peer_id       INTEGER NOT NULL,
    ref           BLOB NOT NULL,
    digest        BLOB NOT NULL,
    kind          INTEGER NOT NULL,
    state         INTEGER NOT NULL, -- 0 received, 1 accepted, 2 rejected, 3 withdrawn
    created_at    INTEGER NOT NULL, -- by the sender's clock
    received_at   INTEGER NOT NULL,
    decided_at    INTEGER NOT NULL,
    purpose       INTEGER NOT NULL,
    grounds       TEXT NOT NULL,
    rules         TEXT NOT NULL,
    reject_reason INTEGER NOT NULL, -- -1 none
    withdrawn     INTEGER NOT NULL,
    withdrawn_on  INTEGER NOT NULL,
    person_id     INTEGER,          -- once accepted
    receipt       BLOB NOT NULL,    -- as it was given: a replay gets the same
    envelope      BLOB,             -- still sealed, until it is accepted, rejected or withdrawn
    PRIMARY KEY (bank_id, letter_id),
    FOREIGN KEY (bank_id, peer_id) REFERENCES peer (bank_id, peer_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id)
) STRICT;
CREATE UNIQUE INDEX letter_in_ref ON letter_in (bank_id, peer_id, ref);
CREATE INDEX letter_in_waiting ON letter_in (bank_id, letter_id) WHERE state = 0;

-- Letters that a peer has withdrawn, also such as have not arrived: they may still be on their way.
CREATE TABLE letter_in_withdrawn (
    bank_id      INTEGER NOT NULL,
    peer_id      INTEGER NOT NULL,
    ref          BLOB NOT NULL,
    withdrawn_on INTEGER NOT NULL,
    PRIMARY KEY (bank_id, peer_id, ref),
    FOREIGN KEY (bank_id, peer_id) REFERENCES peer (bank_id, peer_id)
) STRICT;

-- An accepted item in the own documentation.
CREATE TABLE received_item (
    bank_id   INTEGER NOT NULL,
    letter_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    sealed    BLOB NOT NULL, -- JSON: letter reference, item, and why it is needed
    PRIMARY KEY (bank_id, letter_id),
    FOREIGN KEY (bank_id, letter_id) REFERENCES letter_in (bank_id, letter_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id)
) STRICT;
CREATE INDEX received_item_person ON received_item (bank_id, person_id, letter_id);

-- What has been refused at the door, so that a flood does not fill the journal.
CREATE TABLE letter_refusal (
    bank_id   INTEGER NOT NULL REFERENCES bank (bank_id),
    peer_id   INTEGER NOT NULL, -- 0 when the sender is not known
    reason    INTEGER NOT NULL, -- enum refusal in receive.c
    window_at INTEGER NOT NULL, -- start of the hour that is counted
    journaled INTEGER NOT NULL, -- entries made in it
    PRIMARY KEY (bank_id, peer_id, reason)
) STRICT;
