-- The school's rooms: the organiser's absence staircase, where each pupil is on it, and inquiries
-- into absence (skollagen 7:19 a). Enums are numbered as in the headers. 0 in a date of something
-- that happens means that it has not happened.

-- A staircase holds from its day until the day before a later one, and is never changed.
CREATE TABLE absence_stair (
    bank_id          INTEGER NOT NULL REFERENCES bank (bank_id),
    stair_id         INTEGER NOT NULL,
    valid_from       INTEGER NOT NULL,
    inquiry_days     INTEGER NOT NULL, -- the organiser's own time for an inquiry, school days
    report_days      INTEGER NOT NULL, -- and for telling the organiser of it
    set_at           INTEGER NOT NULL,
    set_by_kind      INTEGER NOT NULL,
    set_by           TEXT NOT NULL,
    PRIMARY KEY (bank_id, stair_id)
) STRICT;

CREATE TABLE absence_stair_step (
    bank_id   INTEGER NOT NULL,
    stair_id  INTEGER NOT NULL,
    number    INTEGER NOT NULL, -- 1, 2, 3 …
    name      TEXT NOT NULL,
    condition INTEGER NOT NULL, -- what takes a pupil there
    amount    INTEGER NOT NULL, -- per mille or days
    work      TEXT NOT NULL,    -- what is to be done
    role      INTEGER NOT NULL, -- by whom
    days      INTEGER NOT NULL, -- within how many school days
    PRIMARY KEY (bank_id, stair_id, number),
    FOREIGN KEY (bank_id, stair_id) REFERENCES absence_stair (bank_id, stair_id)
) STRICT;

-- A pupil's time on the staircase, with the step it stands on now.
CREATE TABLE absence_track (
    bank_id      INTEGER NOT NULL REFERENCES bank (bank_id),
    track_id     INTEGER NOT NULL,
    person_id    INTEGER NOT NULL,
    opened_on    INTEGER NOT NULL,
    closed       INTEGER NOT NULL,
    closed_on    INTEGER NOT NULL,
    close_reason INTEGER NOT NULL,
    stair_id     INTEGER NOT NULL,
    step         INTEGER NOT NULL,
    since        INTEGER NOT NULL, -- on the step
    due_on       INTEGER NOT NULL, -- when its work is to be done
    state        INTEGER NOT NULL, -- 0 to be done, 1 done, 2 not needed
    PRIMARY KEY (bank_id, track_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id),
    FOREIGN KEY (bank_id, stair_id, step) REFERENCES absence_stair_step (bank_id, stair_id, number)
) STRICT;
CREATE UNIQUE INDEX absence_track_open ON absence_track (bank_id, person_id) WHERE closed = 0;
CREATE INDEX absence_track_person ON absence_track (bank_id, person_id, track_id);

CREATE TABLE absence_track_act (
    bank_id     INTEGER NOT NULL,
    track_id    INTEGER NOT NULL,
    number      INTEGER NOT NULL, -- 1, 2, 3 …
    kind        INTEGER NOT NULL,
    stair_id    INTEGER NOT NULL,
    step        INTEGER NOT NULL,
    on_day      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    by_kind     INTEGER NOT NULL,
    by_id       TEXT NOT NULL,
    sealed_note BLOB,
    PRIMARY KEY (bank_id, track_id, number),
    FOREIGN KEY (bank_id, track_id) REFERENCES absence_track (bank_id, track_id)
) STRICT;

-- An inquiry into absence. What was heard, the causes and the conclusion are sealed; the causes
-- in a column of their own that only the student health's compartment opens.
CREATE TABLE absence_inquiry (
    bank_id           INTEGER NOT NULL REFERENCES bank (bank_id),
    inquiry_id        INTEGER NOT NULL,
    person_id         INTEGER NOT NULL,
    unit              TEXT NOT NULL,    -- school unit code of the pupil when it was opened
    responsible_id    INTEGER NOT NULL,
    opened_on         INTEGER NOT NULL,
    due_on            INTEGER NOT NULL,
    report_due_on     INTEGER NOT NULL,
    first_day         INTEGER NOT NULL, -- the absence that it was opened for
    last_day          INTEGER NOT NULL,
    school_days       INTEGER NOT NULL,
    offered_minutes   INTEGER NOT NULL,
    valid_minutes     INTEGER NOT NULL,
    invalid_minutes   INTEGER NOT NULL,
    reported_on       INTEGER NOT NULL, -- to the organiser
    conclusion        INTEGER NOT NULL,
    sealed_conclusion BLOB,
    causes_at         INTEGER NOT NULL,
    causes_by_id      INTEGER NOT NULL, -- employee; 0 none
    sealed_causes     BLOB,
    ended_on          INTEGER NOT NULL,
    end_reason        INTEGER NOT NULL,
    sealed_end        BLOB,
    PRIMARY KEY (bank_id, inquiry_id),
    FOREIGN KEY (bank_id, person_id) REFERENCES person (bank_id, person_id)
) STRICT;
CREATE UNIQUE INDEX absence_inquiry_open ON absence_inquiry (bank_id, person_id) WHERE ended_on = 0;
CREATE INDEX absence_inquiry_person ON absence_inquiry (bank_id, person_id, inquiry_id);

-- Who was heard, or why not. Rows are added, never changed.
CREATE TABLE absence_inquiry_hearing (
    bank_id    INTEGER NOT NULL,
    inquiry_id INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    party      INTEGER NOT NULL, -- 0 pupil, 1 guardian, 2 student health
    heard      INTEGER NOT NULL, -- 0: not, and the text says why
    how        INTEGER NOT NULL,
    on_day     INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    by_kind    INTEGER NOT NULL,
    by_id      TEXT NOT NULL,
    sealed     BLOB NOT NULL,    -- who it was and what was said
    PRIMARY KEY (bank_id, inquiry_id, number),
    FOREIGN KEY (bank_id, inquiry_id) REFERENCES absence_inquiry (bank_id, inquiry_id)
) STRICT;

-- What is to be done after the inquiry.
CREATE TABLE absence_inquiry_measure (
    bank_id    INTEGER NOT NULL,
    inquiry_id INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    role       INTEGER NOT NULL,
    due_on     INTEGER NOT NULL,
    done_on    INTEGER NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (bank_id, inquiry_id, number),
    FOREIGN KEY (bank_id, inquiry_id) REFERENCES absence_inquiry (bank_id, inquiry_id)
) STRICT;
