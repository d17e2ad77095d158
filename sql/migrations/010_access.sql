-- Who may open what, and from when to when. Dates are days since 1970-01-01, `to_date` the last day
-- (NULL: open); `ended_at` (ms, 0: not) cuts a relation off at once, before its last day.

-- An employee's relations. What `unit` and `object_id` mean depends on the kind (bank/relation.h):
-- 0 unit (`unit`, '' is the whole authority), 1 compartment (`object_id` a number of
-- enum compartment), 2 team (team_id), 3 case (case_id).
CREATE TABLE staff_relation (
    bank_id     INTEGER NOT NULL,
    relation_id INTEGER NOT NULL,
    staff_id    INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    unit        TEXT NOT NULL,
    object_id   INTEGER NOT NULL,
    from_date   INTEGER NOT NULL,
    to_date     INTEGER,
    ended_at    INTEGER NOT NULL,
    source_id   TEXT NOT NULL, -- SS 12000 id of the Duty or Group; '' when made here
    PRIMARY KEY (bank_id, relation_id),
    FOREIGN KEY (bank_id, staff_id) REFERENCES staff (bank_id, staff_id)
) STRICT;
CREATE INDEX staff_relation_staff ON staff_relation (bank_id, staff_id, kind);
CREATE INDEX staff_relation_object ON staff_relation (bank_id, kind, object_id);

-- Until now the only relation was the employee's own unit, without days.
INSERT INTO staff_relation
    SELECT bank_id, staff_id, staff_id, 0, unit, 0, added_at / 86400000, NULL, 0, '' FROM staff;

-- A skolsocialt team, or another group of employees.
CREATE TABLE team (
    bank_id   INTEGER NOT NULL REFERENCES bank (bank_id),
    team_id   INTEGER NOT NULL,
    name      TEXT NOT NULL,
    unit      TEXT NOT NULL, -- where it works; '' for no single unit
    source_id TEXT NOT NULL, -- SS 12000 Group; '' when made here
    ended_at  INTEGER NOT NULL,
    PRIMARY KEY (bank_id, team_id)
) STRICT;

-- A team that works with a case: all its members do.
CREATE TABLE case_team (
    bank_id   INTEGER NOT NULL,
    case_id   INTEGER NOT NULL,
    team_id   INTEGER NOT NULL,
    from_date INTEGER NOT NULL,
    to_date   INTEGER,
    ended_at  INTEGER NOT NULL,
    PRIMARY KEY (bank_id, case_id, team_id, from_date),
    FOREIGN KEY (bank_id, case_id) REFERENCES team_case (bank_id, case_id),
    FOREIGN KEY (bank_id, team_id) REFERENCES team (bank_id, team_id)
) STRICT;

-- Every way in which an employee may work with a case: 0 responsible, 1 member, 2 through a team,
-- 3 leads its unit (for roles that lead). The dates are for the reader of the view to test.
CREATE VIEW staff_case AS
    SELECT bank_id, responsible_id AS staff_id, case_id, 0 AS way, opened_on AS from_date,
        NULL AS to_date, 0 AS team_id
    FROM team_case
    UNION ALL
    SELECT bank_id, staff_id, object_id, 1, from_date, to_date, 0
    FROM staff_relation WHERE kind = 3 AND ended_at = 0
    UNION ALL
    SELECT r.bank_id, r.staff_id, t.case_id, 2,
        CASE WHEN r.from_date > t.from_date THEN r.from_date ELSE t.from_date END,
        CASE WHEN t.to_date IS NULL OR r.to_date < t.to_date THEN r.to_date ELSE t.to_date END,
        t.team_id
    FROM case_team t
    JOIN staff_relation r ON r.bank_id = t.bank_id AND r.kind = 2 AND r.object_id = t.team_id
    WHERE r.ended_at = 0 AND t.ended_at = 0
    UNION ALL
    SELECT r.bank_id, r.staff_id, c.case_id, 3, r.from_date, r.to_date, 0
    FROM staff_relation r
    JOIN team_case c ON c.bank_id = r.bank_id AND (r.unit = '' OR r.unit = c.unit)
    WHERE r.kind = 0 AND r.ended_at = 0;

-- In which compartment a record was made; a record without a row is in none and read by relation
-- alone. `record` is a number of enum record_kind (bank/compartment.h).
CREATE TABLE record_compartment (
    bank_id     INTEGER NOT NULL REFERENCES bank (bank_id),
    record      INTEGER NOT NULL,
    record_id   INTEGER NOT NULL,
    compartment INTEGER NOT NULL,
    PRIMARY KEY (bank_id, record, record_id)
) STRICT;

-- A person opened without a relation (kind 0, emergency) or in spite of protected identity (kind 1,
-- which a second person must approve). Times are 0 until they happen. `person_id` 0: the number
-- asked for is nobody's here, which the one who asks is not told.
CREATE TABLE opening (
    bank_id       INTEGER NOT NULL REFERENCES bank (bank_id),
    opening_id    INTEGER NOT NULL,
    kind          INTEGER NOT NULL,
    person_id     INTEGER NOT NULL,
    staff_id      INTEGER NOT NULL, -- who asked
    sealed_reason BLOB NOT NULL,    -- with the bank's key: a reason may name the person
    asked_at      INTEGER NOT NULL,
    until_at      INTEGER NOT NULL, -- 0 while it waits to be approved
    approved_by   INTEGER NOT NULL,
    approved_at   INTEGER NOT NULL,
    refused_at    INTEGER NOT NULL,
    reviewed_by   INTEGER NOT NULL,
    reviewed_at   INTEGER NOT NULL,
    review        INTEGER NOT NULL, -- 0 none, 1 was right, 2 was not right
    PRIMARY KEY (bank_id, opening_id),
    FOREIGN KEY (bank_id, staff_id) REFERENCES staff (bank_id, staff_id)
) STRICT;
CREATE INDEX opening_person ON opening (bank_id, person_id, staff_id);
CREATE INDEX opening_review ON opening (bank_id, opening_id) WHERE reviewed_at = 0;
