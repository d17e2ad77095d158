-- What families are asked, and who their guardians are.

-- From which day to which a version of an instrument is offered for new questions. At most one
-- version of a code is offered at a time. Answers and questions that wait are not touched by it.
CREATE TABLE instrument_use (
    bank_id       INTEGER NOT NULL REFERENCES bank (bank_id),
    use_id        INTEGER NOT NULL,
    instrument_id INTEGER NOT NULL,
    from_date     INTEGER NOT NULL,
    until_date    INTEGER,          -- last day; NULL: offered
    PRIMARY KEY (bank_id, use_id),
    FOREIGN KEY (bank_id, instrument_id) REFERENCES instrument (bank_id, instrument_id)
) STRICT;
CREATE INDEX instrument_use_of ON instrument_use (bank_id, instrument_id, use_id);

-- Until now the highest version was offered from the day that it was added.
INSERT INTO instrument_use (bank_id, use_id, instrument_id, from_date, until_date)
SELECT i.bank_id, i.instrument_id, i.instrument_id, i.added_at / 86400000, NULL
FROM instrument i
WHERE NOT EXISTS (SELECT 1 FROM instrument n
    WHERE n.bank_id = i.bank_id AND n.code = i.code AND n.version > i.version);

-- A bank without a school register has its guardians from those who work with the case: where it
-- was found out, and between which days it holds. Those of the register have no source here.
ALTER TABLE guardian ADD COLUMN source INTEGER NOT NULL DEFAULT 0; -- 0: the school register
ALTER TABLE guardian ADD COLUMN from_date INTEGER;                 -- NULL: not told
ALTER TABLE guardian ADD COLUMN until_date INTEGER;                -- last day; NULL: not told
ALTER TABLE guardian ADD COLUMN entered_by INTEGER NOT NULL DEFAULT 0; -- employee; 0: an import
