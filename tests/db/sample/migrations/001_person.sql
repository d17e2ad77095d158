-- Tables for the tests of db and sqlgen.
CREATE TABLE person (
    bank_id    INTEGER NOT NULL,
    person_id  INTEGER NOT NULL,
    name       TEXT NOT NULL,
    birth_date INTEGER,
    weight     REAL,
    sealed     BLOB NOT NULL,
    note       TEXT,
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (bank_id, person_id)
) STRICT;
