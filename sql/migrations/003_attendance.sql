-- Attendance: one packed row for each pupil and school year (src/school/series.h has the form),
-- and the limits that the organiser has set for absence signals.

CREATE TABLE attendance (
    bank_id     INTEGER NOT NULL,
    school_year INTEGER NOT NULL, -- the year it starts in; 1 July–30 June
    person_id   INTEGER NOT NULL,
    packed      BLOB NOT NULL,
    PRIMARY KEY (bank_id, school_year, person_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id)
) STRICT;
CREATE INDEX attendance_person ON attendance (bank_id, person_id, school_year);

-- A set of limits holds from its day until the day before the next set; a set may be empty
-- (one row without a limit), which turns signals of that measure off.
CREATE TABLE absence_threshold (
    bank_id    INTEGER NOT NULL REFERENCES bank (bank_id),
    measure    INTEGER NOT NULL, -- 0 total absence, 1 invalid absence
    valid_from INTEGER NOT NULL,
    valid_to   INTEGER,          -- last day; NULL while no later set is known
    per_mille  INTEGER NOT NULL, -- a share above it gives a signal; 0: no limit
    set_at     INTEGER NOT NULL,
    PRIMARY KEY (bank_id, measure, valid_from, per_mille)
) STRICT;
