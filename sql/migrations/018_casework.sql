-- What has happened in a case that the law counts days from (law/deadline.h): an event of the rule
-- files and its day. A row is never changed; a mistake is struck out.

CREATE TABLE case_happened (
    bank_id   INTEGER NOT NULL,
    case_id   INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    event     TEXT NOT NULL,
    day       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    staff_id  INTEGER NOT NULL,
    struck_at INTEGER,
    struck_by INTEGER,
    PRIMARY KEY (bank_id, case_id, number),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id)
) STRICT;
