-- Groups of pupils: classes, mentor groups, teaching groups, as the school administration system
-- tells (SS 12000 Group). An employee who is a mentor reaches the pupils of the own groups: a
-- relation of kind 4 in staff_relation, whose object_id is the group. Days are since 1970-01-01,
-- the last day included (NULL: open); `ended_at` (ms, 0: not) is when the source stopped telling of
-- it. Nothing is deleted, so that it can be told afterwards why somebody could read.

CREATE TABLE pupil_group (
    bank_id   INTEGER NOT NULL REFERENCES bank (bank_id),
    group_id  INTEGER NOT NULL,
    source_id TEXT NOT NULL,    -- SS 12000 id
    kind      INTEGER NOT NULL, -- 0 class, 1 mentor group, 2 teaching group
    unit      TEXT NOT NULL,    -- school unit code
    name      TEXT NOT NULL,
    from_date INTEGER NOT NULL,
    to_date   INTEGER,
    ended_at  INTEGER NOT NULL,
    PRIMARY KEY (bank_id, group_id)
) STRICT;
CREATE UNIQUE INDEX pupil_group_source ON pupil_group (bank_id, source_id);

CREATE TABLE pupil_group_member (
    bank_id   INTEGER NOT NULL,
    group_id  INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    from_date INTEGER NOT NULL,
    to_date   INTEGER,
    ended_at  INTEGER NOT NULL,
    PRIMARY KEY (bank_id, group_id, person_id, from_date, ended_at),
    FOREIGN KEY (bank_id, group_id) REFERENCES pupil_group (bank_id, group_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id)
) STRICT;
CREATE INDEX pupil_group_member_person ON pupil_group_member (bank_id, person_id, group_id);

-- The causes of absence that are noted already belong where the student health made them: record 7,
-- compartment 2 (bank/compartment.h).
INSERT INTO record_compartment (bank_id, record, record_id, compartment)
    SELECT bank_id, 7, inquiry_id, 2 FROM absence_inquiry WHERE sealed_causes IS NOT NULL;
