-- The bank itself, its people, its staff and its journal. Sealed columns are described in
-- docs/formats.md, the journal's in docs/journal.md. Times are milliseconds UTC, dates days since
-- 1970-01-01; 0 as an id means none.

CREATE TABLE bank (
    bank_id         INTEGER NOT NULL PRIMARY KEY,
    kind            INTEGER NOT NULL, -- 0 school, 1 social
    created_at      INTEGER NOT NULL,
    sign_public     BLOB NOT NULL,
    box_public      BLOB NOT NULL,
    journal_public  BLOB NOT NULL,
    witness_public  BLOB NOT NULL
) STRICT;

CREATE TABLE person (
    bank_id              INTEGER NOT NULL REFERENCES bank (bank_id),
    person_id            INTEGER NOT NULL,
    source_id            TEXT,              -- SS 12000 id; NULL when there is none or erased
    civic_index          BLOB,              -- keyed hash of the personal number
    birth_date           INTEGER,
    sex                  INTEGER NOT NULL,  -- 0 unknown, 1 female, 2 male
    protection           INTEGER NOT NULL,  -- 0 none, 1 sekretessmarkering, 2 skyddad folkbokföring, 3 fingerad
    effective_protection INTEGER NOT NULL,  -- the highest of its own and of those who would expose it
    wrapped_key          BLOB,              -- the person's data key; NULL when erased
    sealed_identity      BLOB,
    added_at             INTEGER NOT NULL,
    changed_at           INTEGER NOT NULL,
    erased_at            INTEGER,
    PRIMARY KEY (bank_id, person_id)
) STRICT;
CREATE UNIQUE INDEX person_civic ON person (bank_id, civic_index);
CREATE UNIQUE INDEX person_source ON person (bank_id, source_id);
CREATE INDEX person_protected ON person (bank_id, person_id) WHERE effective_protection <> 0;

-- Whose protection would expose whom: guardians and siblings.
CREATE TABLE person_exposure (
    bank_id     INTEGER NOT NULL,
    guardian_id INTEGER NOT NULL,
    child_id    INTEGER NOT NULL,
    PRIMARY KEY (bank_id, guardian_id, child_id),
    FOREIGN KEY (bank_id, guardian_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, child_id) REFERENCES person (bank_id, person_id)
) STRICT;
CREATE INDEX person_exposure_child ON person_exposure (bank_id, child_id, guardian_id);

-- Every list, signal, letter, group and export reads this and not the table.
CREATE VIEW listed_person AS
    SELECT * FROM person WHERE effective_protection = 0 AND erased_at IS NULL;

CREATE TABLE staff (
    bank_id    INTEGER NOT NULL REFERENCES bank (bank_id),
    staff_id   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    login      TEXT,             -- at the identity provider
    role       INTEGER NOT NULL, -- the order of `enum role`
    unit       TEXT NOT NULL,    -- '' for the whole authority
    active     INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (bank_id, staff_id)
) STRICT;
CREATE UNIQUE INDEX staff_login ON staff (bank_id, login);

-- The state of the log: its size and the roots of its perfect subtrees. `mac` is keyed with a key
-- that is not in the database, so that only a program with the bank's keys can write the row.
CREATE TABLE journal_head (
    bank_id          INTEGER NOT NULL PRIMARY KEY REFERENCES bank (bank_id),
    size             INTEGER NOT NULL,
    frontier         BLOB NOT NULL,
    checkpoint_count INTEGER NOT NULL,
    checkpoint_size  INTEGER NOT NULL, -- of the newest checkpoint
    cosigned_size    INTEGER NOT NULL, -- of the newest checkpoint that a peer has cosigned
    mac              BLOB NOT NULL
) STRICT;

CREATE TABLE journal_entry (
    bank_id      INTEGER NOT NULL REFERENCES bank (bank_id),
    number       INTEGER NOT NULL, -- 0, 1, 2 … without gaps: the leaf of the tree
    time         INTEGER NOT NULL,
    salt         BLOB NOT NULL,    -- 16 random bytes
    actor_kind   INTEGER NOT NULL,
    actor_id     TEXT NOT NULL,
    event        TEXT NOT NULL,
    person_id    INTEGER NOT NULL, -- no foreign key: the log outlives what it tells of
    case_id      INTEGER NOT NULL,
    persons      BLOB,             -- many people: a packed set of ids
    person_first INTEGER NOT NULL, -- lowest and highest of the set, for searching
    person_last  INTEGER NOT NULL,
    detail       TEXT NOT NULL,    -- JSON object
    leaf_hash    BLOB NOT NULL,
    PRIMARY KEY (bank_id, number)
) STRICT;
CREATE INDEX journal_entry_person ON journal_entry (bank_id, person_id, number) WHERE person_id <> 0;
CREATE INDEX journal_entry_persons ON journal_entry (bank_id, number) WHERE person_last <> 0;
CREATE INDEX journal_entry_case ON journal_entry (bank_id, case_id, number) WHERE case_id <> 0;

-- Roots of the perfect subtrees of level 8 (256 entries) and above, so that a proof reads little.
CREATE TABLE journal_node (
    bank_id  INTEGER NOT NULL REFERENCES bank (bank_id),
    level    INTEGER NOT NULL,
    position INTEGER NOT NULL, -- among the subtrees of its level
    hash     BLOB NOT NULL,
    PRIMARY KEY (bank_id, level, position)
) STRICT;

CREATE TABLE journal_checkpoint (
    bank_id INTEGER NOT NULL REFERENCES bank (bank_id),
    number  INTEGER NOT NULL, -- 1, 2, 3 …
    size    INTEGER NOT NULL,
    time    INTEGER NOT NULL,
    note    TEXT NOT NULL,    -- C2SP tlog-checkpoint, signed
    mac     BLOB NOT NULL,
    PRIMARY KEY (bank_id, number)
) STRICT;
CREATE UNIQUE INDEX journal_checkpoint_size ON journal_checkpoint (bank_id, size);

-- The newest cosignature of our log from each peer.
CREATE TABLE journal_cosignature (
    bank_id     INTEGER NOT NULL REFERENCES bank (bank_id),
    peer_id     INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    time        INTEGER NOT NULL,
    name        TEXT NOT NULL,
    witness_key BLOB NOT NULL,
    line        TEXT NOT NULL,
    mac         BLOB NOT NULL,
    PRIMARY KEY (bank_id, peer_id)
) STRICT;

-- The newest state of each peer's log that we have cosigned.
CREATE TABLE journal_witnessed (
    bank_id INTEGER NOT NULL REFERENCES bank (bank_id),
    peer_id INTEGER NOT NULL,
    size    INTEGER NOT NULL,
    time    INTEGER NOT NULL,
    note    TEXT NOT NULL, -- the peer's note with our cosignature
    mac     BLOB NOT NULL,
    PRIMARY KEY (bank_id, peer_id)
) STRICT;
